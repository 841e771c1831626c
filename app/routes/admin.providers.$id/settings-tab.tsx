import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { FormNotices } from "~/components/checked-form/form-notices";
import { Overtaken } from "~/components/checked-form/overtaken";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { providerFieldOf, providerFormSchema } from "~/components/provider-form/provider-form-schema";
import { SaveBar } from "~/components/save-bar";
import type { WriteFailure } from "~/routes/attempt-write.server";
import type { writeProvider } from "./actions.server";
import { DangerZone } from "./danger-zone";
import type { ProviderDetail } from "./detail-data.server";
import { settingsBase } from "./settings-base";
import { SettingsFields } from "./settings-fields";

const fieldOf = providerFieldOf([
  "name",
  "adapter",
  "baseUrl",
  "priority",
  "weight",
  "timeouts",
  "headers",
  "options",
  "probe",
  "disconnect",
]);

export function SettingsTab({ detail }: { detail: ProviderDetail }) {
  const { t } = useTranslation("providers");
  const { provider } = detail;
  const fetcher = useFetcher<typeof writeProvider>();
  const form = useCheckedForm({ id: "provider-settings", schema: providerFormSchema, fetcher, fieldOf });
  const [changed, setChanged] = useState(form.restored);
  const [base, setBase] = useState(() => form.textOf("base", settingsBase(provider)));
  const [version, setVersion] = useState(0);
  const overtaken = form.failure?.code === "changed" ? (form.failure as WriteFailure) : null;
  const saved = !form.busy && form.answer?.ok === true;
  const action = `/admin/providers/${encodeURIComponent(provider.id)}`;
  const startOver = () => {
    setBase(settingsBase(provider));
    setChanged(false);
  };
  useEffect(() => {
    if (saved) startOver();
  }, [saved, form.answer]);
  return (
    <div className="max-w-[820px] space-y-4">
      {overtaken ? (
        <Overtaken form="provider-settings" to={`${action}/settings`}>
          {t("settings.changed", { fields: overtaken.fields?.join(", ") })}
        </Overtaken>
      ) : null}
      <FormNotices form={{ errors: form.errors, restored: form.restored && changed }} />
      <fetcher.Form {...form.props} method="post" action={`${action}/settings`} onChange={() => setChanged(true)}>
        <input type="hidden" name="intent" value="settings" />
        <input type="hidden" name="base" value={base} />
        <SettingsFields
          key={version}
          detail={detail}
          before={version === 0 ? form.before : null}
          issues={form.issues}
        />
      </fetcher.Form>
      <div className="flex items-center justify-end gap-2">
        {saved && !changed ? (
          <span role="status" className="text-xs text-ok-text">
            {t("settings.saved")}
          </span>
        ) : null}
        <SaveBar
          form="provider-settings"
          changed={changed}
          saving={form.busy}
          onDiscard={() => {
            startOver();
            setVersion(version + 1);
          }}
        />
      </div>
      <DangerZone detail={detail} />
    </div>
  );
}
