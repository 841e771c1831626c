import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import { SaveBar } from "~/components/save-bar";
import { Button } from "~/components/ui/button";
import type { writeProvider } from "./actions.server";
import { DangerZone } from "./danger-zone";
import type { ProviderDetail } from "./route";
import { settingsBase } from "./settings-base";
import { SettingsFields } from "./settings-fields";

export function SettingsTab({ detail }: { detail: ProviderDetail }) {
  const { t } = useTranslation("providers");
  const { provider } = detail;
  const fetcher = useFetcher<typeof writeProvider>();
  const [changed, setChanged] = useState(false);
  const [base, setBase] = useState(() => settingsBase(provider));
  const [version, setVersion] = useState(0);
  const answer = fetcher.data;
  const failure = answer && !answer.ok ? answer : null;
  const overtaken = failure?.code === "changed" ? failure : null;
  const saved = fetcher.state === "idle" && answer?.ok === true;
  const action = `/admin/providers/${encodeURIComponent(provider.id)}`;
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
      <fetcher.Form id="provider-settings" method="post" action={action} onChange={() => setChanged(true)}>
        <input type="hidden" name="intent" value="settings" />
        <input type="hidden" name="base" value={base} />
        <SettingsFields key={version} detail={detail} issues={failure?.issues} />
      </fetcher.Form>
      {failure && !overtaken && failure.issues.length === 0 ? (
        <p className="text-sm text-bad-text">{failure.message}</p>
      ) : null}
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
