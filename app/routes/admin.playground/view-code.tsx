import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Snippet } from "~/components/snippet";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { NativeSelect } from "~/components/ui/native-select";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { chatRequest } from "./chat-request";
import { codeLanguages, codeSample } from "./code-samples";
import type { Conversation } from "./use-conversation";

interface ViewCodeProps {
  conversation: Conversation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const names = { curl: "cURL", python: "Python", typescript: "TypeScript", anthropic: "Anthropic SDK" };

export function ViewCode({ conversation, open, onOpenChange }: ViewCodeProps) {
  const { t } = useTranslation("playground");
  const { origin } = useEnvironment();
  const { columns, draft, images } = conversation;
  const [chosen, setChosen] = useState("");
  const column = columns.find(({ id }) => id === chosen) ?? columns[0];
  if (!column) return null;
  const { settings, turns } = column;
  // What would be sent now: up to the last question, or with the draft.
  const last = turns.findLastIndex((turn) => turn.role !== "assistant");
  const drafted = draft.trim() !== "" || images.length > 0;
  const asked = drafted
    ? [...turns, { role: "user" as const, content: draft.trim(), images }]
    : turns.slice(0, last + 1);
  const body = chatRequest(settings, asked.length > 0 ? asked : [{ role: "user", content: t("sampleMessage") }]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("viewCode")}
        description={t("viewCodeText")}
        className="md:w-[640px]"
        footer={
          <span className="text-xs text-muted-foreground">
            {t("readsKey")} <code className="font-mono">GATEWAY_API_KEY</code>
          </span>
        }
      >
        {columns.length > 1 ? (
          <NativeSelect
            aria-label={t("column")}
            value={column.id}
            onChange={(event) => setChosen(event.target.value)}
            className="mb-1"
          >
            {columns.map((each, place) => (
              <option key={each.id} value={each.id}>
                {place + 1}. {each.settings.model || "–"}
              </option>
            ))}
          </NativeSelect>
        ) : null}
        <Tabs defaultValue="curl">
          <TabsList>
            {codeLanguages.map((language) => (
              <TabsTrigger key={language} value={language}>
                {names[language]}
              </TabsTrigger>
            ))}
          </TabsList>
          {codeLanguages.map((language) => (
            <TabsContent key={language} value={language} className="mt-2">
              <Snippet code={shortened(codeSample(language, `${origin}/v1`, body))} />
            </TabsContent>
          ))}
        </Tabs>
      </DialogContent>
    </Dialog>
  );
}

/** A picture is megabytes of base64: its beginning says what belongs there. */
const shortened = (code: string) => code.replace(/([A-Za-z0-9+/]{24})[A-Za-z0-9+/]{200,}=*/g, "$1...");
