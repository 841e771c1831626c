import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { ShareBar } from "~/components/share-bar";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "~/components/ui/popover";
import { cn } from "~/lib/class-names";
import { formatShare } from "~/lib/format";
import type { writeRow } from "./actions.server";
import type { ProviderView } from "./provider-views.server";

/** The share of the tier's traffic; pressing it edits the weight behind it. */
export function WeightCell({ provider, share }: { provider: ProviderView; share: number }) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [open, setOpen] = useState(false);
  const fetcher = useFetcher<typeof writeRow>();
  const failed = fetcher.data && !fetcher.data.ok ? fetcher.data.message : undefined;
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger
        aria-label={t("weight.edit", { name: provider.face.name, share: formatShare(share) })}
        className="relative flex h-8 items-center gap-2 rounded px-1 hover:bg-accent"
      >
        <ShareBar
          ratio={share}
          color={provider.state === "down" ? "var(--faint)" : "var(--primary)"}
          className="flex-1"
        />
        <span className={cn("tnum w-9 text-right", share ? "font-medium" : "text-muted-foreground")}>
          {formatShare(share)}
        </span>
      </PopoverTrigger>
      <PopoverContent className="w-60 p-3">
        <fetcher.Form method="post" action="/admin/providers" className="space-y-3" onSubmit={() => setOpen(false)}>
          <input type="hidden" name="intent" value="weight" />
          <input type="hidden" name="id" value={provider.id} />
          <Field label={t("column.weight")} hint={t("weight.hint")} error={failed}>
            <Input
              name="weight"
              type="number"
              min={0}
              max={1_000_000}
              step={1}
              required
              defaultValue={provider.weight}
              className="tnum"
            />
          </Field>
          <Button type="submit" size="sm" className="w-full">
            {common("save.save")}
          </Button>
        </fetcher.Form>
      </PopoverContent>
    </Popover>
  );
}
