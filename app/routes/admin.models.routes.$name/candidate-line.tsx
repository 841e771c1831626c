import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { reasonText } from "~/components/reason-text";
import { ShareBar } from "~/components/share-bar";
import { Tile } from "~/components/tile";
import { formatDuration, formatPercent } from "~/lib/format";
import type { EditorData } from "./editor-data.server";
import { measured, placeWords } from "./place-words";
import type { RouteSimulation } from "./simulation.server";

type Candidate = RouteSimulation["candidates"][number];

interface CandidateLineProps {
  candidate: Candidate;
  /** The lowest score of all: lower is better. */
  best: number;
  /** The one that would be called. */
  first: Candidate;
  data: EditorData;
}

/** A candidate in its place: who, how it scored, why it stands here, and what is known of it. */
export function CandidateLine({ candidate, best, first, data }: CandidateLineProps) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const face = data.faces[candidate.providerId];
  const { costUsd: cost, firstTokenMs, successRate } = measured(candidate, data.figures);
  const { score, credentials } = candidate;
  const words = placeWords(measured(candidate, data.figures), measured(first, data.figures), candidate === first);
  const reason = reasonText(candidate.reason, common);
  const measures = [
    cost === null ? null : formatMoney(cost * 1e6),
    firstTokenMs === null ? null : formatDuration(firstTokenMs),
    successRate === null ? null : formatPercent(successRate),
  ].filter((measure) => measure !== null);
  return (
    <>
      <div className="flex min-h-[25px] items-center gap-2">
        {face ? <Tile mark={face.mark} hue={face.hue} size={18} /> : null}
        <code className="truncate font-mono text-xs font-medium">{candidate.model}</code>
        <span className="min-w-0 truncate text-xs text-muted-foreground">{face?.name ?? candidate.providerId}</span>
        {score === null ? null : (
          <span className="ml-auto flex shrink-0 items-center gap-2" title={t("simulator.scoreHint")}>
            <ShareBar
              ratio={score <= 0 ? 1 : Math.max(0, best) / score}
              color={candidate === first ? "var(--chart-1)" : "var(--faint)"}
              className="w-14"
            />
            <span className="sr-only">{t("simulator.score")} </span>
            <span className="tnum text-xs font-medium">{score >= 0.01 ? score.toFixed(2) : score.toPrecision(1)}</span>
          </span>
        )}
      </div>
      <div className="mt-0.5 flex items-center gap-2 text-xs text-muted-foreground max-sm:flex-wrap">
        <span className="min-w-0 flex-1 truncate [&:lang(en)]:first-letter:uppercase" title={reason}>
          {words === null ? reason : words.map((word) => t(`place.${word}`)).join(t("comma"))}
          {credentials.length > 1 ? t("comma") + t("simulator.keys", { count: credentials.length }) : null}
        </span>
        <span className="tnum whitespace-nowrap">{measures.join(" · ")}</span>
      </div>
    </>
  );
}
