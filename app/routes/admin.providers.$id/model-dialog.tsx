import { Trash2 } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { capabilityIcons } from "~/components/capability-icons";
import { DialogSubmit } from "~/components/dialog-submit";
import { issueOf } from "~/components/provider-form/provider-document";
import { Button } from "~/components/ui/button";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import type { Capability, ModelEntry } from "~/gateway/config";
import type { writeProvider } from "./actions.server";
import type { KnownModel } from "./known-models.server";

interface ModelDialogProps {
  entry: ModelEntry;
  /** What the catalogue knows: holds where a field is left empty. */
  known: KnownModel | undefined;
  onClose: () => void;
  providerId: string;
}

const prices = ["input", "output", "cachedInput", "cacheWrite"] as const;
/** For sound, and for what is not counted in tokens; shown where the model makes or hears such things. */
const unitPrices = ["inputAudio", "outputAudio", "perImage", "perSecond", "perCharacter", "perRequest"] as const;
const unitCapabilities: readonly Capability[] = ["image", "audio", "video", "rerank"];
const sizes = ["contextLength", "maxOutputTokens"] as const;

/** One model of the list: public and upstream name, prices, sizes, what it can do. */
export function ModelDialog({ entry, known, onClose, providerId }: ModelDialogProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeProvider>();
  const failure = fetcher.data && !fetcher.data.ok ? fetcher.data : null;
  const capabilities = entry.capabilities ?? known?.capabilities ?? [];
  const hasUnits =
    unitPrices.some((price) => entry.pricing?.[price] !== undefined) ||
    capabilities.some((capability) => unitCapabilities.includes(capability));
  const action = `/admin/providers/${encodeURIComponent(providerId)}`;
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) onClose();
  }, [fetcher.state, fetcher.data, onClose]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={<code className="break-all font-mono text-base">{entry.id}</code>}
        className="md:w-[560px]"
        footer={
          <>
            <Button
              variant="destructive-outline"
              onClick={() =>
                void fetcher.submit({ intent: "models.remove", model: entry.id }, { method: "post", action })
              }
            >
              <Trash2 />
              {t("models.remove")}
            </Button>
            <DialogSubmit form="edit-model" busy={fetcher.state !== "idle"}>
              {common("save.save")}
            </DialogSubmit>
          </>
        }
      >
        <fetcher.Form id="edit-model" method="post" action={action} className="grid gap-4 sm:grid-cols-2">
          <input type="hidden" name="intent" value="models.save" />
          <input type="hidden" name="original" value={entry.id} />
          {failure ? <p className="text-sm text-bad-text sm:col-span-2">{failure.message}</p> : null}
          <Field label={t("models.publicName")} hint={t("models.publicNameHint")}>
            <Input name="id" defaultValue={entry.id} required spellCheck={false} className="font-mono text-xs" />
          </Field>
          <Field label={t("models.upstreamName")} note={common("optional")} hint={t("models.upstreamNameHint")}>
            <Input
              name="upstream"
              defaultValue={entry.upstream ?? ""}
              placeholder={entry.id.includes("*") ? "" : entry.id}
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
          {[...prices, ...(hasUnits ? unitPrices : [])].map((price) => (
            <Field
              key={price}
              label={t(`models.price.${price}`)}
              note={common("optional")}
              error={failure ? issueOf(failure.issues, `pricing.${price}`) : undefined}
            >
              <Input
                name={price}
                inputMode="decimal"
                defaultValue={entry.pricing?.[price] ?? ""}
                placeholder={String(known?.pricing?.[price] ?? "–")}
                className="tnum"
              />
            </Field>
          ))}
          {sizes.map((size) => (
            <Field key={size} label={t(`models.size.${size}`)} note={common("optional")}>
              <Input
                name={size}
                inputMode="numeric"
                defaultValue={entry[size] ?? ""}
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
                      defaultChecked={(entry.capabilities ?? known?.capabilities)?.includes(capability)}
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
