import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { useFigures } from "~/components/figures";
import { useAnswer } from "~/components/hooks/use-answer";
import { confirmDone } from "~/components/toast";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/checkbox";
import { Dialog, DialogClose, DialogContent } from "~/components/ui/dialog";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { writeCatalogue } from "./actions.server";
import { type OwnPrice, pricesFormSchema } from "./own-prices";

interface PriceDialogProps {
  prices: OwnPrice[];
  /** The day of the price list, as text. */
  updated: string;
  faces: Record<string, ProviderFace>;
  onClose: () => void;
}

const keyOf = ({ providerId, model }: OwnPrice) => `${providerId}\n${model}`;

/** Prices that were set by hand and differ from the list: the chosen ones follow it from then on. */
export function PriceDialog({ prices, updated, faces, onClose }: PriceDialogProps) {
  const { formatPrice } = useFigures();
  const { t } = useTranslation("models");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeCatalogue>();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = prices.filter((price) => !left.has(keyOf(price)));
  const form = useCheckedForm({ id: "sync-prices", schema: pricesFormSchema, fetcher, intent: "prices" });
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) return;
    confirmDone(t("prices.done", { count: chosen.length }));
    onClose();
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t("prices.title")}
        description={t("prices.text", { date: updated })}
        footer={
          <>
            <DialogClose asChild>
              <Button variant="outline" className="ml-auto">
                {common(prices.length === 0 ? "close" : "cancel")}
              </Button>
            </DialogClose>
            {prices.length === 0 ? null : (
              <Button type="submit" form="sync-prices" disabled={chosen.length === 0} busy={form.busy}>
                {t("prices.apply", { count: chosen.length })}
              </Button>
            )}
          </>
        }
      >
        {prices.length === 0 ? <p className="text-sm">{t("prices.same")}</p> : null}
        <fetcher.Form {...form.props} method="post" action="/admin/models">
          <input type="hidden" name="intent" value="prices" />
          <ul className="divide-y">
            {prices.map((price) => {
              const key = keyOf(price);
              return (
                <li key={key}>
                  <label className="flex min-h-11 items-center gap-3 text-sm">
                    <Checkbox
                      name="price"
                      value={key}
                      checked={!left.has(key)}
                      onCheckedChange={(on) => {
                        const next = new Set(left);
                        if (on) next.delete(key);
                        else next.add(key);
                        setLeft(next);
                      }}
                    />
                    <span className="min-w-0 flex-1">
                      <code className="block truncate font-mono text-xs font-medium">{price.model}</code>
                      <span className="block truncate text-xs text-muted-foreground">
                        {faces[price.providerId]?.name ?? price.providerId}
                      </span>
                    </span>
                    <span className="tnum text-right text-xs">
                      <span className="block text-muted-foreground line-through">
                        <span className="sr-only">{t("prices.before")} </span>
                        {formatPrice(price.own.input)} / {formatPrice(price.own.output)}
                      </span>
                      <span className="block">
                        <span className="sr-only">{t("prices.after")} </span>
                        {formatPrice(price.list.input)} / {formatPrice(price.list.output)}
                      </span>
                    </span>
                  </label>
                </li>
              );
            })}
          </ul>
          <FormNotices form={form} className="mt-3" />
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
