import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useActionData, useFetcher } from "react-router";
import { formOf, useKeptForm } from "~/components/kept-form";
import { useProviderForm } from "~/components/provider-form/use-provider-form";
import { SaveBar } from "~/components/save-bar";
import { Button } from "~/components/ui/button";
import type { writeProvider } from "./actions.server";
import { DangerZone } from "./danger-zone";
import type { ProviderDetail } from "./route";
import { settingsBase } from "./settings-base";
import { SettingsFields } from "./settings-fields";

const settingsFields = [
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
];

export function SettingsTab({ detail }: { detail: ProviderDetail }) {
  const { t } = useTranslation("providers");
  const { provider } = detail;
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeProvider>();
  // Without scripts the page itself brings the answer.
  const posted = useActionData<typeof writeProvider>();
  const { restored, keep, forget } = useKeptForm();
  const [changed, setChanged] = useState(restored !== null);
  const [base, setBase] = useState(() => String(restored?.get("base") ?? settingsBase(provider)));
  const [version, setVersion] = useState(0);
  const answer = fetcher.data ?? posted;
  const failure = answer && !answer.ok ? answer : null;
  const overtaken = failure?.code === "changed" ? failure : null;
  const saved = fetcher.state === "idle" && answer?.ok === true;
  const action = `/admin/providers/${encodeURIComponent(provider.id)}`;
  const form = useProviderForm({ id: "provider-settings", failure, fields: settingsFields });
  const [before] = useState(() => restored ?? (failure?.values ? formOf(Object.entries(failure.values)) : null));
  useEffect(() => {
    if (fetcher.state === "idle" && answer) forget();
  }, [fetcher.state, answer]);
  const startOver = () => {
    setBase(settingsBase(provider));
    setChanged(false);
  };
  useEffect(() => {
    if (saved) startOver();
  }, [saved, answer]);
  return (
    <div className="max-w-[820px] space-y-4">
      {overtaken ? (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 rounded-md bg-warn-soft px-3 py-2.5 text-sm text-warn-text"
        >
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
          <span className="min-w-0 flex-1">{t("settings.changed", { fields: overtaken.fields?.join(", ") })}</span>
          <Button variant="outline" size="sm" asChild>
            <Link to={`${action}/settings`} reloadDocument>
              {t("settings.loadTheirs")}
            </Link>
          </Button>
          <Button type="submit" size="sm" form="provider-settings" name="overwrite" value="true">
            {t("settings.saveMine")}
          </Button>
        </div>
      ) : null}
      {failure?.code === "network" ? (
        <div role="alert" className="rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad-text">
          {common("save.network")}
        </div>
      ) : null}
      {form.errors.length > 0 ? (
        <div role="alert" className="rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad-text">
          {form.errors.join(" ")}
        </div>
      ) : null}
      {restored && changed ? (
        <p role="status" className="text-sm text-muted-foreground">
          {common("save.restored")}
        </p>
      ) : null}
      <fetcher.Form
        {...form.props}
        method="post"
        action={`${action}/settings`}
        onChange={() => setChanged(true)}
        onSubmit={(event) => {
          form.onSubmit(event);
          if (!event.defaultPrevented) keep(new FormData(event.currentTarget));
        }}
      >
        <input type="hidden" name="intent" value="settings" />
        <input type="hidden" name="base" value={base} />
        <SettingsFields key={version} detail={detail} before={version === 0 ? before : null} issues={form.issues} />
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
          saving={fetcher.state !== "idle"}
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
