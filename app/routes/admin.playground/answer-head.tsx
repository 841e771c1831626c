import { useTranslation } from "react-i18next";
import { Tile } from "~/components/tile";
import { Badge } from "~/components/ui/badge";
import type { ProviderFace } from "~/routes/provider-faces.server";

interface AnswerHeadProps {
  answer: { model: string; providerId: string | null; servedModel: string | null; attempts: number | null };
  faces: Record<string, ProviderFace>;
  /** What goes on at the moment, in a word; null once it is over. */
  activity: string | null;
  stopped: boolean;
}

/** Who answers, over how many attempts, and whether it is under way. */
export function AnswerHead({ answer, faces, activity, stopped }: AnswerHeadProps) {
  const { t } = useTranslation("playground");
  const face = answer.providerId ? faces[answer.providerId] : undefined;
  return (
    <header className="mb-1.5 flex min-h-5 items-center gap-1.5 text-xs text-muted-foreground">
      {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
      <span className="truncate font-medium text-foreground">{face?.name ?? answer.providerId ?? answer.model}</span>
      {answer.servedModel ? <code className="truncate font-mono text-[11px]">{answer.servedModel}</code> : null}
      {answer.attempts !== null && answer.attempts > 1 ? (
        <Badge variant="warn" className="h-[18px]">
          {t("attempts", { count: answer.attempts })}
        </Badge>
      ) : null}
      {activity !== null ? (
        <span className="ml-auto inline-flex shrink-0 items-center gap-1.5 font-medium text-brand-text">
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-primary motion-reduce:animate-none" />
          {activity}
        </span>
      ) : stopped ? (
        <Badge className="ml-auto">{t("stopped")}</Badge>
      ) : null}
    </header>
  );
}
