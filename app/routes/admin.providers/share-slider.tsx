import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { showProblem } from "~/components/page-problem";
import { confirmDone } from "~/components/toast";
import { Slider } from "~/components/ui/slider";
import type { writeRow } from "./actions.server";
import type { ProviderView } from "./provider-views.server";
import { type Tier, usableMembers, weightsForShare } from "./tiers";

interface ShareSliderProps {
  provider: ProviderView;
  tier: Tier;
  /** Where the bar stands while it is dragged, 0..1; null when it rests. */
  onDrag: (share: number | null) => void;
}

/** The end of a weight bar, to be dragged or moved by arrow keys: the others of the tier keep their proportions. */
export function ShareSlider({ provider, tier, onDrag }: ShareSliderProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeRow>();
  const reason = useReason();
  const [percent, setPercent] = useState<number | null>(null);
  const before = useRef<Record<string, number>>({});
  const submit = (weights: Record<string, number>) => {
    before.current = Object.fromEntries(tier.providers.map(({ id, weight }) => [id, weight]));
    const fields = { intent: "weights", id: provider.id, weights: JSON.stringify(weights) };
    void fetcher.submit(fields, { method: "post", action: "/admin/providers" });
  };
  useAnswer(fetcher, (answer) => {
    setPercent(null);
    onDrag(null);
    if (!answer.ok) {
      showProblem(t("toast.failed", { name: provider.face.name }), reason(answer));
      return;
    }
    const earlier = before.current;
    confirmDone(t("weight.changed", { name: provider.face.name }), {
      // One at a time: arrow keys make many.
      id: "weights",
      duration: 8000,
      action: { label: common("undo"), onClick: () => submit(earlier) },
    });
  });
  const share = tier.shares[provider.id] ?? 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the row from being dragged along with the bar
    <span
      className="flex flex-1"
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Slider
        quiet
        aria-label={t("weight.share", { name: provider.face.name })}
        min={1}
        max={100 - (usableMembers(tier).length - 1)}
        value={[percent ?? Math.round(share * 100)]}
        onValueChange={([next]) => {
          setPercent(next ?? null);
          onDrag((next ?? 0) / 100);
        }}
        onValueCommit={([next]) => next !== undefined && submit(weightsForShare(tier, provider.id, next))}
      />
    </span>
  );
}
