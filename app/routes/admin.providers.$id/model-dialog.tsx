import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FetcherWithComponents, useFetcher } from "react-router";
import { capabilityIcons } from "~/components/capability-icons";
import { FormNotices } from "~/components/checked-form/form-notices";
import { Overtaken } from "~/components/checked-form/overtaken";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { DialogSubmit } from "~/components/dialog-submit";
import { useAnswer } from "~/components/hooks/use-answer";
import { Button } from "~/components/ui/button";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { Capability, ModelEntry } from "~/gateway/config/config";
import type { writeProvider } from "./actions.server";
import { modelFieldOf, modelFormSchema } from "./dialog-schemas";
import type { KnownModel } from "./known-models.server";
import { useDialogAddress } from "./use-dialog-address";

interface ModelDialogProps {
  entry: ModelEntry;
  /** What the catalogue knows: holds where a field is left empty. */
  known: KnownModel | undefined;
  providerId: string;
  /** Takes the model out of the list; what becomes of it is said when this dialog is gone. */
  remover: FetcherWithComponents<unknown>;
  onRemove: () => void;
}

const prices = ["input", "output", "cachedInput", "cacheWrite"] as const;
/** For sound, and for what is not counted in tokens; shown where the model makes or hears such things. */
const unitPrices = ["inputAudio", "outputAudio", "perImage", "perSecond", "perCharacter", "perRequest"] as const;
const unitCapabilities: readonly Capability[] = ["image", "audio", "video", "rerank"];
const sizes = ["contextLength", "maxOutputTokens"] as const;

/** One model of the list: public and upstream name, prices, sizes, what it can do. */
export function ModelDialog({ entry, known, providerId, remover, onRemove }: ModelDialogProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeProvider>();
  const { to, close, closeTo } = useDialogAddress();
  const form = useCheckedForm({
    id: "edit-model",
    schema: modelFormSchema,
    fetcher,
    intent: "models.save",
    fieldOf: modelFieldOf,
  });
  const { before, errorOf, textOf } = form;
  // As it was when the dialog was opened: the page behind it is read again meanwhile.
  const [base] = useState(() => textOf("base", JSON.stringify(entry)));
  const capabilities = entry.capabilities ?? known?.capabilities ?? [];
  const hasUnits =
    unitPrices.some((price) => entry.pricing?.[price] !== undefined) ||
    capabilities.some((capability) => unitCapabilities.includes(capability));
  const shownCapabilities = before ? before.getAll("capability").map(String) : capabilities;
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  useAnswer(fetcher, (answer) => answer.ok && close());
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent
        title={<code className="break-all font-mono text-base">{entry.id}</code>}
        closeTo={closeTo}
        className="lg:w-[560px]"
        footer={
          <>
            <remover.Form method="post" action={action} onSubmit={onRemove}>
              <input type="hidden" name="intent" value="models.remove" />
              <input type="hidden" name="model" value={entry.id} />
              <Button type="submit" variant="destructive-outline" disabled={form.busy}>
                <Trash2 />
                {t("models.remove")}
              </Button>
            </remover.Form>
            <DialogSubmit form="edit-model" busy={form.busy}>
              {common("save.save")}
            </DialogSubmit>
          </>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`${action}${to("model", entry.id)}`}
          className="grid grid-cols-1 gap-4 sm:grid-cols-2"
        >
          <input type="hidden" name="intent" value="models.save" />
          <input type="hidden" name="original" value={entry.id} />
          <input type="hidden" name="base" value={base} />
          {form.failure?.code === "changed" ? (
            <Overtaken form="edit-model" to={closeTo + to("model", entry.id)} className="sm:col-span-2" />
          ) : null}
          <FormNotices form={form} className="sm:col-span-2" />
          <Field label={t("models.publicName")} hint={t("models.publicNameHint")} error={errorOf("id")}>
            <Input
              name="id"
              defaultValue={textOf("id", entry.id)}
              required
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
          <Field
            label={t("models.upstreamName")}
            note={common("optional")}
            hint={t("models.upstreamNameHint")}
            error={errorOf("upstream")}
          >
            <Input
              name="upstream"
              defaultValue={textOf("upstream", entry.upstream)}
              placeholder={entry.id.includes("*") ? "" : entry.id}
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
          {[...prices, ...(hasUnits ? unitPrices : [])].map((price) => (
            <Field key={price} label={t(`models.price.${price}`)} note={common("optional")} error={errorOf(price)}>
              <Input
                name={price}
                inputMode="decimal"
                defaultValue={textOf(price, entry.pricing?.[price])}
                placeholder={String(known?.pricing?.[price] ?? "–")}
                className="tnum"
              />
            </Field>
          ))}
          {sizes.map((size) => (
            <Field key={size} label={t(`models.size.${size}`)} note={common("optional")} error={errorOf(size)}>
              <Input
                name={size}
                inputMode="numeric"
                defaultValue={textOf(size, entry[size])}
                placeholder={String(known?.[size] ?? "–")}
                className="tnum"
              />
            </Field>
          ))}
          <fieldset className="sm:col-span-2">
            <legend className="mb-1.5 text-sm font-medium">{t("models.column.capabilities")}</legend>
            <div className="flex flex-wrap gap-1.5">
              {(Object.keys(capabilityIcons) as Capability[]).map((capability) => {
                const Icon = capabilityIcons[capability];
                return (
                  <label
                    key={capability}
                    className="inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs text-muted-foreground has-checked:border-brand-line has-checked:bg-brand-soft has-checked:text-brand-text has-focus-visible:outline-2 has-focus-visible:outline-ring"
                  >
                    <input
                      type="checkbox"
                      name="capability"
                      value={capability}
                      defaultChecked={shownCapabilities.includes(capability)}
                      className="sr-only"
                    />
                    <Icon className="size-3.5" aria-hidden />
                    {common(`capability.${capability}`)}
                  </label>
                );
              })}
            </div>
          </fieldset>
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
