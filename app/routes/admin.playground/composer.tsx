import { ArrowUp, Square } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Kbd } from "~/components/ui/kbd";
import type { Conversation } from "./use-conversation";

export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation("playground");
  const { t: common } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  // Not on a phone, where the keyboard would cover the page.
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  const { draft, setDraft, send, stop, running, settings } = conversation;
  return (
    <form
      className="border-t bg-card p-3 lg:p-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mx-auto max-w-[760px] rounded-xl border border-input bg-background shadow-card focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30">
        <textarea
          ref={field}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
              event.preventDefault();
              send();
            }
          }}
          rows={2}
          data-shortcut="filter"
          aria-label={t("message")}
          placeholder={t(conversation.turns.length === 0 ? "messagePlaceholder" : "followUp")}
          className="scroll-thin block max-h-60 w-full resize-none bg-transparent px-3 pb-1 pt-2.5 text-sm outline-none [field-sizing:content] placeholder:text-muted-foreground"
        />
        <div className="flex items-center gap-2 px-2 pb-2">
          <span className="ml-auto flex items-center gap-1.5 text-xs text-muted-foreground pointer-coarse:hidden">
            {t("sendKeys")}
            <Kbd>{common("palette.modifier")}</Kbd>
            <Kbd>↵</Kbd>
          </span>
          {running ? (
            <Button
              size="icon-sm"
              variant="outline"
              aria-label={t("stop")}
              onClick={stop}
              className="rounded-lg pointer-coarse:ml-auto pointer-coarse:size-10"
            >
              <Square className="size-3 fill-current" />
            </Button>
          ) : (
            <Button
              type="submit"
              size="icon-sm"
              aria-label={t("send")}
              disabled={draft.trim() === "" || settings.model === ""}
              className="rounded-lg pointer-coarse:ml-auto pointer-coarse:size-10"
            >
              <ArrowUp className="size-4" />
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
