import { Download, ExternalLink } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import { extensionOf, type MadeImage, typeOfDataUri } from "./image-request";

interface ImageResultsProps {
  images: MadeImage[];
  /** What the file of a download is named after. */
  model: string;
  /** Opens the picture as the one to edit next; null where the browser does not have its bytes. */
  onEdit: (source: string) => void;
}

export function ImageResults({ images, model, onEdit }: ImageResultsProps) {
  const { t } = useTranslation("playground");
  if (images.length === 0) return <p className="text-sm text-muted-foreground">{t("picture.none")}</p>;
  return (
    <ul className={cn("grid gap-3", images.length > 1 && "grid-cols-2 max-sm:grid-cols-1")}>
      {images.map(({ source, revisedPrompt }, place) => {
        const inline = source.startsWith("data:");
        const number = place + 1;
        return (
          <li key={place} className="min-w-0 overflow-hidden rounded-lg border bg-card">
            <img
              src={source}
              alt={revisedPrompt ?? t("picture.made", { number })}
              referrerPolicy="no-referrer"
              className="max-h-[480px] w-full bg-muted/50 object-contain"
            />
            <div className="flex flex-wrap items-center gap-1 border-t px-2 py-1.5">
              <span className="mr-auto truncate text-xs text-muted-foreground">{t("picture.made", { number })}</span>
              {inline ? (
                <Button variant="ghost" size="sm" onClick={() => onEdit(source)}>
                  {t("picture.edit")}
                </Button>
              ) : null}
              <Button variant="ghost" size="icon-sm" className="pointer-coarse:size-10" asChild>
                {inline ? (
                  <a
                    href={source}
                    download={`${model.replace(/[^\w.-]+/g, "-")}-${number}.${extensionOf(typeOfDataUri(source))}`}
                    aria-label={t("picture.download", { number })}
                    title={t("picture.download", { number })}
                  >
                    <Download />
                  </a>
                ) : (
                  <a
                    href={source}
                    target="_blank"
                    rel="noreferrer"
                    aria-label={t("picture.open", { number })}
                    title={t("picture.open", { number })}
                  >
                    <ExternalLink />
                  </a>
                )}
              </Button>
            </div>
            {revisedPrompt ? (
              <p className="border-t px-3 py-2 text-xs text-muted-foreground">
                {t("picture.revised")} {revisedPrompt}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
