import { ArrowUp, ImagePlus, Square, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { Kbd } from "~/components/ui/kbd";
import { cn } from "~/lib/class-names";
import { acceptedImages, readImages } from "./read-images";
import { type Conversation, canAsk } from "./use-conversation";

interface ComposerProps {
  conversation: Conversation;
  /** Columns that cannot take the draft's pictures and stay idle. */
  skipped: string[];
}

/** One message for all columns. Pictures are pasted, dropped or picked. */
export function Composer({ conversation, skipped }: ComposerProps) {
  const { t } = useTranslation("playground");
  const { t: common } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [dragged, setDragged] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  // Not on a phone, where the keyboard would cover the page.
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  const { columns, draft, setDraft, images, addImages, removeImage, send, stop, running } = conversation;
  const take = async (files: Iterable<File>) => {
    const read = await readImages(files);
    setRefused(read.refused);
    if (read.images.length > 0) addImages(read.images);
  };
  const asked = columns.filter(({ id, settings }) => !skipped.includes(id) && canAsk(settings));
  const empty = draft.trim() === "" && images.length === 0;
  return (
    <form
      className="border-t bg-card p-3 lg:p-4"
      onSubmit={(event) => {
        event.preventDefault();
        send(skipped);
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways; the button is for keyboards */}
      <div
        className={cn(
          "mx-auto rounded-xl border border-input bg-background shadow-card focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30",
          columns.length === 1 && "max-w-[760px]",
          dragged && "border-ring border-dashed bg-brand-soft",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setDragged(true);
        }}
        onDragLeave={() => setDragged(false)}
        onDrop={(event) => {
          event.preventDefault();
          setDragged(false);
          void take(event.dataTransfer.files);
        }}
      >
        {images.length > 0 ? (
          <ul className="flex flex-wrap gap-2 px-3 pt-3">
            {images.map((image, place) => (
              <li key={place} className="relative">
                <img
                  src={image}
                  alt={t("image.attached", { number: place + 1 })}
                  className="h-16 max-w-32 rounded-lg border bg-card object-cover"
                />
                <button
                  type="button"
                  aria-label={t("image.remove", { number: place + 1 })}
                  onClick={() => removeImage(place)}
                  className="absolute -right-2 -top-2 flex size-6 items-center justify-center rounded-full border bg-card text-muted-foreground hover:text-foreground"
                >
                  <X className="size-3" aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        <textarea
          ref={field}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            void take(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
              event.preventDefault();
              send(skipped);
            }
          }}
          rows={2}
          data-shortcut="filter"
          aria-label={t("message")}
          placeholder={t(columns.every(({ turns }) => turns.length === 0) ? "messagePlaceholder" : "followUp")}
          className="scroll-thin block max-h-60 w-full resize-none bg-transparent px-3 pb-1 pt-2.5 text-sm outline-none [field-sizing:content] placeholder:text-muted-foreground"
        />
        {refused.length > 0 ? (
          <p role="alert" className="px-3 pb-1 text-xs text-bad-text">
            {t("image.refused", { names: refused.join(", ") })}
          </p>
        ) : null}
        <div className="flex items-center gap-2 px-2 pb-2">
          <Button
            type="button"
            variant="ghost"
            size="icon-sm"
            aria-label={t("image.attach")}
            title={t("image.attach")}
            onClick={() => picker.current?.click()}
            className="pointer-coarse:size-10"
          >
            <ImagePlus />
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={acceptedImages}
            onChange={(event) => {
              void take([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          {columns.length > 1 ? (
            <span className="truncate text-xs text-muted-foreground">
              {t("sentTo", { count: asked.length, all: columns.length })}
            </span>
          ) : null}
          <span className="ml-auto flex items-center gap-1.5 text-xs text-muted-foreground pointer-coarse:hidden">
            {t("sendKeys")}
            <Kbd>{common("palette.modifier")}</Kbd>
            <Kbd>↵</Kbd>
          </span>
          {running ? (
            <Button
              type="button"
              size="icon-sm"
              variant="outline"
              aria-label={t(columns.length > 1 ? "stopAll" : "stop")}
              onClick={() => stop(null)}
              className="rounded-lg pointer-coarse:ml-auto pointer-coarse:size-10"
            >
              <Square className="size-3 fill-current" />
            </Button>
          ) : (
            <Button
              type="submit"
              size="icon-sm"
              aria-label={t("send")}
              disabled={empty || asked.length === 0}
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
