import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { Snippet } from "~/components/snippet";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { chatRequest } from "./chat-request";
import { codeLanguages, codeSample } from "./code-samples";
import type { Conversation } from "./use-conversation";

interface ViewCodeProps {
  conversation: Conversation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const names = { curl: "cURL", python: "Python", typescript: "TypeScript" };

export function ViewCode({ conversation, open, onOpenChange }: ViewCodeProps) {
  const { t } = useTranslation("playground");
  const { origin } = useEnvironment();
  const { settings, turns, draft } = conversation;
  // What would be sent now: up to the last question, or with the draft.
  const last = turns.findLastIndex((turn) => turn.role === "user");
  const asked = draft.trim() ? [...turns, { role: "user" as const, content: draft.trim() }] : turns.slice(0, last + 1);
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
              <Snippet code={codeSample(language, `${origin}/v1`, body)} />
            </TabsContent>
          ))}
        </Tabs>
      </DialogContent>
    </Dialog>
  );
}
