import { ImagePlus, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import { acceptedImages, readImages } from "./read-images";
import { SendControls } from "./send-controls";

interface MessageBoxProps {
  text: string;
  onText: (text: string) => void;
  /** Data URIs. */
  images: string[];
  onImages: (change: (images: string[]) => string[]) => void;
  label: string;
  placeholder: string;
  /** What Send will do, where that needs a word. */
  note?: ReactNode;
  columns: number;
  /** How many of the columns take it. */
  asked: number;
  /** Nothing to send. */
  blank: boolean;
  running: boolean;
  onSend: () => void;
  onStop: () => void;
}

/** One message for all columns. Pictures are pasted, dropped or picked. */
export function MessageBox({
  text,
  onText,
  images,
  onImages,
  label,
  placeholder,
  note,
  columns,
  asked,
  blank,
  running,
  onSend,
  onStop,
}: MessageBoxProps) {
  const { t } = useTranslation("playground");
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [dragged, setDragged] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  // Not on a phone, where the keyboard would cover the page.
  useEffect(() => {
    if (window.matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, []);
  const take = async (files: Iterable<File>) => {
    const read = await readImages(files);
    setRefused(read.refused);
    if (read.images.length > 0) onImages((before) => [...before, ...read.images]);
  };
  const ready = !blank && asked > 0 && !running;
  return (
    <form
      className="border-t bg-card p-3 lg:p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSend();
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of three ways; the button is for keyboards */}
      <div
        className={cn(
          "mx-auto rounded-xl border border-input bg-background shadow-card focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30",
          columns === 1 && "max-w-[760px]",
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
                  onClick={() => onImages((before) => before.toSpliced(place, 1))}
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
          value={text}
          onChange={(event) => onText(event.target.value)}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            void take(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
              event.preventDefault();
              if (ready) onSend();
            }
          }}
          rows={2}
          data-shortcut="filter"
          aria-label={label}
          placeholder={placeholder}
          className="scroll-thin block max-h-60 w-full resize-none bg-transparent px-3 pb-1 pt-2.5 text-sm outline-none pointer-coarse:min-h-11 [field-sizing:content] placeholder:text-muted-foreground"
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
          {note || columns > 1 ? (
            <span className="truncate text-xs text-muted-foreground">
              {note ??
                (asked === columns ? t("sentToAll", { count: columns }) : t("sentTo", { count: asked, all: columns }))}
            </span>
          ) : null}
          <SendControls
            running={running}
            ready={ready}
            stopLabel={t(columns > 1 ? "stopAll" : "stop")}
            onStop={onStop}
          />
        </div>
      </div>
    </form>
  );
}
