import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "~/components/copy-button";
import { Snippet } from "~/components/snippet";
import { Button } from "~/components/ui/button";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { Segmented } from "~/components/ui/toggle-group";
import type { CodeLanguage } from "./code-samples";

export interface ViewCodeProps {
  columns: { id: string; model: string }[];
  languages: readonly CodeLanguage[];
  /** What the column would send now, as a program. */
  sample: (columnId: string, language: CodeLanguage) => string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const names: Record<CodeLanguage, string> = {
  curl: "cURL",
  python: "Python",
  typescript: "TypeScript",
  aiSdk: "AI SDK",
  anthropic: "Anthropic SDK",
};

export function ViewCode({ columns, languages, sample, open, onOpenChange }: ViewCodeProps) {
  const { t } = useTranslation("playground");
  const { t: common } = useTranslation();
  const [chosen, setChosen] = useState("");
  const [language, setLanguage] = useState<CodeLanguage>("curl");
  const column = columns.find(({ id }) => id === chosen) ?? columns[0];
  if (!column || !open) return null;
  const code = shortened(sample(column.id, language));
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("viewCode")}
        description={t("viewCodeText")}
        className="lg:w-[640px]"
        footer={
          <>
            <span className="mr-auto text-xs text-muted-foreground">
              {t("readsKey")} <code className="font-mono">GATEWAY_API_KEY</code>
            </span>
            <Button variant="outline" asChild>
              <a href="/api/openapi.json" target="_blank" rel="noreferrer">
                {t("openReference")}
              </a>
            </Button>
            <CopyButton text={code} variant="default" className="h-8 px-3 text-sm">
              {common("copy")}
            </CopyButton>
          </>
        }
      >
        {columns.length > 1 ? (
          <Segmented
            label={t("column")}
            className="mb-1 max-w-full"
            value={column.id}
            onValueChange={setChosen}
            items={columns.map(({ id, model }) => ({
              value: id,
              label: <span className="max-w-44 truncate">{model || "–"}</span>,
            }))}
          />
        ) : null}
        <Tabs
          value={language}
          onValueChange={(value) => setLanguage(languages.find((each) => each === value) ?? "curl")}
        >
          <TabsList>
            {languages.map((each) => (
              <TabsTrigger key={each} value={each}>
                {names[each]}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value={language} className="mt-2">
            <Snippet code={code} />
          </TabsContent>
        </Tabs>
      </DialogContent>
    </Dialog>
  );
}

/** A picture is megabytes of base64: its beginning says what belongs there. */
const shortened = (code: string) => code.replace(/([A-Za-z0-9+/]{24})[A-Za-z0-9+/]{200,}=*/g, "$1...");
