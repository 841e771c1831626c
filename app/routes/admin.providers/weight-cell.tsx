import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { z } from "zod";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { useAnswer } from "~/components/hooks/use-answer";
import { ShareBar } from "~/components/share-bar";
import { confirmDone } from "~/components/toast";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { cn } from "~/lib/class-names";
import { formatShare } from "~/lib/format";
import type { writeRow } from "./actions.server";
import type { ProviderView } from "./provider-views.server";
import { ShareSlider } from "./share-slider";
import { canShare, type Tier } from "./tiers";

const weightSchema = z.object({
  weight: z
    .number({ error: (issue) => (issue.input === undefined ? "needed" : "number") })
    .int({ error: "whole" })
    .min(0, { error: "notNegative" })
    .max(1_000_000, { error: "tooLong" }),
});

interface WeightCellProps {
  provider: ProviderView;
  share: number;
  tier: Tier;
}

/** The share of the tier's traffic: the end of its bar can be dragged; pressing the figure edits the weight behind it. */
export function WeightCell({ provider, share: saved, tier }: WeightCellProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [open, setOpen] = useState(false);
  const [dragged, setDragged] = useState<number | null>(null);
  const share = dragged ?? saved;
  const movable = canShare(tier, provider);
  const fetcher = useFetcher<typeof writeRow>();
  const form = useCheckedForm({ id: `weight-${provider.id}`, schema: weightSchema, fetcher });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok || answer.intent !== "weight") return;
    setOpen(false);
    const fields = { intent: "weight", id: provider.id, weight: String(answer.before) };
    confirmDone(t("weight.changed", { name: provider.face.name }), {
      id: "weights",
      duration: 8000,
      action: {
        label: common("undo"),
        onClick: () => void fetcher.submit(fields, { method: "post", action: "/admin/providers" }),
      },
    });
  });
  return (
    <div className="flex items-center gap-1.5">
      {movable ? <ShareSlider provider={provider} tier={tier} onDrag={setDragged} /> : null}
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger
          aria-label={t("weight.edit", { name: provider.face.name, share: formatShare(share) })}
          className={cn("relative flex h-8 items-center gap-2 rounded px-1 hover:bg-accent", !movable && "flex-1")}
        >
          {movable ? null : (
            <ShareBar
              ratio={share}
              color={provider.state === "down" ? "var(--faint)" : "var(--primary)"}
              className="flex-1"
            />
          )}
          <span className={cn("tnum w-9 text-right", share ? "font-medium" : "text-muted-foreground")}>
            {formatShare(share)}
          </span>
        </PopoverTrigger>
        <PopoverContent className="w-60 p-3">
          <fetcher.Form {...form.props} method="post" action="/admin/providers" className="space-y-3">
            <input type="hidden" name="intent" value="weight" />
            <input type="hidden" name="id" value={provider.id} />
            <FormNotices form={form} />
            <Field label={t("column.weight")} hint={t("weight.hint")} error={form.errorOf("weight")}>
              <Input
                name="weight"
                type="number"
                min={0}
                max={1_000_000}
                step={1}
                required
                defaultValue={String(provider.weight)}
                className="tnum"
              />
            </Field>
            <Button type="submit" size="sm" className="w-full" busy={form.busy}>
              {common("save.save")}
            </Button>
          </fetcher.Form>
        </PopoverContent>
      </Popover>
    </div>
  );
}
