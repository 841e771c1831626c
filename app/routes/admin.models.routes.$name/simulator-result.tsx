import { Route as RouteIcon, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Rail, RailStep } from "~/components/rail";
import { reasonText } from "~/components/reason-text";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { CandidateLine } from "./candidate-line";
import { describeRule, ruleIcon, ruleName } from "./describe-rule";
import type { DraftRule } from "./draft";
import type { EditorData } from "./editor-data.server";
import type { LeftOut } from "./simulation.server";
import type { SimulatorState } from "./use-simulator";

/** So many of those left out are shown at once. */
const fewOut = 3;

interface SimulatorResultProps {
  data: EditorData;
  rules: DraftRule[];
  state: SimulatorState;
}

/** The rule that matched, the candidates in order, and what is left out with the reason. */
export function SimulatorResult({ data, rules, state }: SimulatorResultProps) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const [allOut, setAllOut] = useState(false);
  const { simulation, problem } = state;
  if (problem) {
    return (
      <p role="status" className="border-t px-4 py-3 text-xs text-muted-foreground">
        {problem.models ? t("simulator.noModels") : problem.message}
      </p>
    );
  }
  if (!simulation) return <div className="h-24 border-t" />;
  const { rule, candidates, leftOut, refused } = simulation;
  const matched = rule === null ? undefined : rules[rule.index];
  const MatchIcon = matched ? ruleIcon(matched) : RouteIcon;
  const best = Math.min(...candidates.flatMap(({ score }) => score ?? []));
  const shownOut = allOut ? leftOut : leftOut.slice(0, fewOut);
  return (
    <div role="status" aria-busy={state.busy || undefined}>
      <div className="flex items-center gap-2 border-t bg-muted/40 px-4 py-2.5 text-sm">
        <MatchIcon className="size-4 shrink-0 text-brand-text" aria-hidden />
        {rule ? (
          <span className="min-w-0">
            {t("simulator.rule", { number: rule.index + 1 })}{" "}
            {matched ? <b className="font-medium">{ruleName(matched, common)}</b> : null} {t("simulator.matched")}{" "}
            <span className="text-xs text-muted-foreground [overflow-wrap:anywhere]">
              {rule.word === null && matched ? describeRule(matched, t) : null}
              {rule.word === null ? null : t("condition.contains", { words: `“${rule.word}”` })}
            </span>
          </span>
        ) : (
          t("simulator.noRule")
        )}
        <span className="tnum ml-auto shrink-0 text-2xs text-muted-foreground">
          {t("simulator.took", { time: simulation.planMs.toFixed(1) })}
        </span>
      </div>
      {refused ? (
        <p className="border-t px-4 py-3 text-sm text-bad-text">
          {t(refused === "model_not_allowed" ? "simulator.notAllowed" : "simulator.notFound")}
        </p>
      ) : (
        <Rail className="scroll-thin max-h-[52dvh] overflow-y-auto" tabIndex={0} aria-label={t("simulator.order")}>
          {candidates.map((candidate, index) => (
            <RailStep
              key={`${candidate.providerId} ${candidate.model}`}
              number={index + 1}
              look={index === 0 ? "first" : "later"}
              last={index === candidates.length - 1}
              className="gap-3 border-t px-4 py-2.5 [&>span:first-child:not(.tnum)]:left-[27px] [&>span:first-child:not(.tnum)]:top-[36px]"
            >
              <CandidateLine candidate={candidate} best={best} first={candidates[0] ?? candidate} data={data} />
            </RailStep>
          ))}
        </Rail>
      )}
      {leftOut.length > 0 ? (
        <ul aria-label={t("simulator.leftOut")} className="border-t bg-muted/30">
          {shownOut.map((left) => (
            <LeftOutLine key={`${left.providerId} ${left.model} ${left.reason}`} left={left} data={data} />
          ))}
        </ul>
      ) : null}
      <div className="flex min-h-10 items-center border-t px-4 text-xs text-muted-foreground">
        {t("simulator.summary", { line: candidates.length, out: leftOut.length })}
        {leftOut.length > fewOut ? (
          <Button
            variant="link"
            size="sm"
            className="ml-auto"
            aria-expanded={allOut}
            onClick={() => setAllOut(!allOut)}
          >
            {allOut ? t("simulator.fewer") : t("simulator.showAll", { count: candidates.length + leftOut.length })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function LeftOutLine({ left, data }: { left: LeftOut; data: EditorData }) {
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const face = left.providerId === null ? undefined : data.faces[left.providerId];
  return (
    <li className="flex gap-3 border-b px-4 py-2.5 last:border-0">
      <span className="flex size-[25px] shrink-0 items-center justify-center text-muted-foreground">
        <X className="size-3.5" aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex min-h-[25px] items-center gap-2">
          {face ? <Tile mark={face.mark} hue={face.hue} size={18} dim /> : null}
          <code className="truncate font-mono text-xs text-muted-foreground line-through">{left.model}</code>
          <span className="truncate text-xs text-muted-foreground">{face?.name ?? left.providerId}</span>
        </div>
        <div className="text-xs text-muted-foreground">
          {left.words === undefined ? t(`leftOut.${left.reason}`) : reasonText(left.words, common)}
        </div>
      </div>
    </li>
  );
}
