import { Plus, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { SendControls } from "../admin.playground/send-controls";
import { mostTexts } from "./embedding-request";

interface TextListProps {
  texts: string[];
  onTexts: (change: (texts: string[]) => string[]) => void;
  blank: boolean;
  running: boolean;
  onSend: () => void;
  onStop: () => void;
}

/** The composer of the Embeddings mode: one field a text. */
export function TextList({ texts, onTexts, blank, running, onSend, onStop }: TextListProps) {
  const { t } = useTranslation("playground");
  const list = useRef<HTMLOListElement>(null);
  const added = useRef(false);
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    list.current?.querySelector<HTMLTextAreaElement>("li:last-child textarea")?.focus();
  }, [texts.length]);
  const add = () => {
    added.current = true;
    onTexts((before) => [...before, ""]);
  };
  return (
    <form
      className="border-t bg-card p-3 lg:p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blank && !running) onSend();
      }}
    >
      <div className="mx-auto rounded-xl border border-input bg-background shadow-card focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30">
        <ol ref={list} className="scroll-thin max-h-60 divide-y overflow-y-auto">
          {texts.map((text, place) => (
            <li key={place} className="flex items-start gap-2 pl-3 pr-2">
              <span aria-hidden className="tnum w-4 shrink-0 pt-2 text-xs text-muted-foreground">
                {place + 1}
              </span>
              <textarea
                rows={1}
                value={text}
                data-shortcut={place === 0 ? "filter" : undefined}
                aria-label={t("embedding.text", { number: place + 1 })}
                placeholder={t(place === 0 ? "embedding.placeholder" : "embedding.another")}
                onChange={(event) => onTexts((before) => before.with(place, event.target.value))}
                onKeyDown={(event) => {
                  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
                    event.preventDefault();
                    if (!blank && !running) onSend();
                  }
                }}
                className="scroll-thin block max-h-32 w-full resize-none bg-transparent py-1.5 text-sm outline-none pointer-coarse:min-h-11 [field-sizing:content] placeholder:text-muted-foreground"
              />
              {texts.length > 1 ? (
                <Button
                  variant="ghost"
                  size="icon-xs"
                  className="mt-1 pointer-coarse:size-10"
                  aria-label={t("embedding.remove", { number: place + 1 })}
                  onClick={() => onTexts((before) => before.toSpliced(place, 1))}
                >
                  <X />
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
        <div className="flex items-center gap-2 border-t px-2 py-2">
          <Button
            variant="ghost"
            size="sm"
            className="pointer-coarse:h-10"
            disabled={texts.length >= mostTexts}
            onClick={add}
          >
            <Plus />
            {t("embedding.add")}
          </Button>
          <SendControls running={running} ready={!blank} stopLabel={t("stop")} onStop={onStop} />
        </div>
      </div>
    </form>
  );
}
