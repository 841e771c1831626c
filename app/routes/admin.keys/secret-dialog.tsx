import { Download, ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "~/components/copy-button";
import { useEnvironment } from "~/components/environment";
import { Snippet } from "~/components/snippet";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { exampleModel, keySnippets } from "./key-snippets";

export interface IssuedSecret {
  id: string;
  name: string;
  key: string;
  models: string[];
}

interface SecretDialogProps {
  issued: IssuedSecret;
  /** What can be asked for in a chat, for an example that works. */
  names: string[];
  onClose: () => void;
}

/** The only time that the clear key is there: it cannot be left by accident. */
export function SecretDialog({ issued, names, onClose }: SecretDialogProps) {
  const { t } = useTranslation("keys");
  const { origin } = useEnvironment();
  const [stored, setStored] = useState(false);
  const model = exampleModel(issued.models, names);
  const snippets = keySnippets({ baseUrl: `${origin}/v1`, key: issued.key, model });
  const env = `data:text/plain;charset=utf-8,${encodeURIComponent(snippets.env)}`;
  return (
    <Dialog open onOpenChange={(open) => !open && stored && onClose()}>
      <DialogContent
        title={t("secret.title")}
        closeTo="/admin/keys"
        className="lg:w-[600px] [&>div:first-child>button]:hidden"
        onEscapeKeyDown={(event) => !stored && event.preventDefault()}
        onInteractOutside={(event) => event.preventDefault()}
        footer={
          <>
            <label className="flex min-h-8 items-center gap-2 text-sm">
              <Checkbox checked={stored} onCheckedChange={(checked) => setStored(checked === true)} />
              {t("secret.stored")}
            </label>
            <Button variant="outline" className="ml-auto" asChild>
              <a href={env} download=".env">
                <Download />
                .env
              </a>
            </Button>
            <Button onClick={onClose} disabled={!stored}>
              {t("secret.done")}
            </Button>
          </>
        }
      >
        <div className="space-y-4">
          <div className="flex gap-2.5 rounded-md bg-warn-soft px-3 py-2.5 text-sm text-warn-text">
            <ShieldAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {t("secret.warning")}
          </div>
          <div className="flex h-11 items-center gap-2 rounded-md border border-ring bg-code pl-3 pr-1.5 ring-2 ring-ring/20">
            <code data-testid="secret" className="min-w-0 flex-1 select-all truncate font-mono text-sm">
              {issued.key}
            </code>
            <CopyButton text={issued.key} variant="default" label={t("secret.copy")}>
              {t("secret.copy")}
            </CopyButton>
          </div>
          <Tabs defaultValue="python">
            <TabsList>
              <TabsTrigger value="python">Python</TabsTrigger>
              <TabsTrigger value="typescript">TypeScript</TabsTrigger>
              <TabsTrigger value="curl">cURL</TabsTrigger>
              <TabsTrigger value="env">{t("secret.environment")}</TabsTrigger>
            </TabsList>
            {(["python", "typescript", "curl", "env"] as const).map((language) => (
              <TabsContent key={language} value={language} className="mt-2">
                <Snippet code={snippets[language]} />
              </TabsContent>
            ))}
          </Tabs>
        </div>
      </DialogContent>
    </Dialog>
  );
}
