import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { data, useFetcher, useNavigation } from "react-router";
import { listAlerts } from "~/admin/alerts.server";
import { getSettings } from "~/admin/config.server";
import { encryptionState } from "~/admin/encryption.server";
import { listKeys } from "~/admin/keys.server";
import { isUnanswered, type Refusal } from "~/components/checked-form/refusal";
import { Page } from "~/components/page";
import { SaveBar } from "~/components/save-bar";
import { confirmDone } from "~/components/toast";
import { adminContext, platformContext } from "~/context";
import { version } from "~/lib/version";
import { keepInput } from "~/routes/keep-input";
import { soon } from "~/routes/soon.server";
import type { Route } from "./+types/route";
import { AboutSection } from "./about-section";
import { AccessSection } from "./access-section";
import { type SettingsResult, settingsAction } from "./action.server";
import { alertTestFormId } from "./alerts-section";
import { AppearanceSection } from "./appearance-section";
import { readCacheState } from "./cache-data.server";
import { ConfigSection } from "./config-section";
import { databaseBytes } from "./database-size.server";
import { GatewayForm, settingsFormId } from "./gateway-form";
import { SectionList, sections } from "./section-list";
import { toForm } from "./settings-form";
import { useBeginning } from "./use-beginning";

export async function loader({ context, params }: Route.LoaderArgs) {
  if (params.section !== undefined && !sections.some((each) => each === params.section))
    throw data(null, { status: 404 });
  const platform = context.get(platformContext);
  const [settings, alerts, keys, bytes, cache, encryption] = await Promise.all([
    getSettings(platform),
    listAlerts(platform),
    listKeys(platform),
    databaseBytes(platform.database),
    readCacheState(platform),
    soon(encryptionState(platform)),
  ]);
  return {
    values: toForm(settings),
    sentAlerts: alerts.data.slice(0, 5),
    cache,
    encryption,
    host: platform.host,
    hasAdminToken: platform.env.adminToken !== null,
    adminKeys: keys
      .filter((key) => key.role === "admin")
      .map(({ id, name, prefix, lastFour, lastUsedAt, enabled }) => ({
        id,
        name,
        prefix,
        lastFour,
        lastUsedAt,
        enabled,
      })),
    about: { version, host: platform.host, databaseBytes: bytes },
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const result = await settingsAction(
    context.get(platformContext),
    context.get(adminContext).actor,
    await request.formData(),
  );
  const refused =
    result.intent === "import" ||
    (result.intent === "save" && !result.saved) ||
    (result.intent === "export" && !result.answer.ok);
  return data(result, refused ? 400 : 200);
}

/** What is asked by scripts, too: an answer may hold an encrypted file. */
export const headers: Route.HeadersFunction = () => ({ "Cache-Control": "no-store" });

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

export default function SettingsRoute({ loaderData, actionData: answer }: Route.ComponentProps) {
  const { t } = useTranslation(["settings", "common"]);
  const navigation = useNavigation();
  const [changed, setChanged] = useState(false);
  const tester = useFetcher<typeof clientAction>();
  const unanswered = answer && "ok" in answer ? answer : null;
  const sentIntent = useRef<FormDataEntryValue | null>(null);
  sentIntent.current = navigation.formData?.get("intent") ?? sentIntent.current;
  const actionData = answer && "intent" in answer ? answer : undefined;
  // Before hydration the test is a submission of the page itself.
  const tested = tester.data ?? actionData;
  const saving = navigation.formData?.get("intent") === "save";
  const saved = actionData?.intent === "save" && actionData.saved;
  // The answer of a write comes before the page is read again.
  const written = saved || actionData?.intent === "apply";
  const { key, startOver } = useBeginning({
    values: loaderData.values,
    changed,
    done: written && navigation.state === "idle" ? actionData : null,
  });
  useEffect(() => {
    if (saved && actionData) confirmDone(t("saved"), { id: "settings-saved" });
  }, [actionData, saved, t]);
  return (
    <Page
      title={t("common:nav.settings")}
      actions={<SaveBar form={settingsFormId} changed={changed} saving={saving} onDiscard={startOver} />}
      flush
      className="lg:pb-0"
    >
      <div className="flex">
        <SectionList />
        <div className="min-w-0 flex-1 px-4 py-6 lg:px-8 lg:pb-14">
          <div className="max-w-[820px] space-y-8">
            <GatewayForm
              key={key}
              values={loaderData.values}
              cache={loaderData.cache}
              lastResult={actionData?.intent === "save" && !actionData.saved ? actionData.submission : null}
              overtaken={actionData?.intent === "save" && actionData.overtaken === true}
              unanswered={sentIntent.current === "save" ? unanswered : null}
              alertTest={{
                busy: tester.state !== "idle",
                result: alertTestOf(tested, t),
              }}
              sentAlerts={loaderData.sentAlerts}
              onChangedChange={setChanged}
            />
            <tester.Form id={alertTestFormId} method="post" className="hidden">
              <input type="hidden" name="intent" value="alert-test" />
            </tester.Form>
            <ConfigSection result={actionData} unanswered={sentIntent.current === "save" ? null : unanswered} />
            <AccessSection
              host={loaderData.host}
              hasAdminToken={loaderData.hasAdminToken}
              adminKeys={loaderData.adminKeys}
              encryption={loaderData.encryption.late}
            />
            <AppearanceSection />
            <AboutSection about={loaderData.about} />
          </div>
        </div>
      </div>
    </Page>
  );
}

/** What a test of the webhook came to; null while there was none. */
function alertTestOf(
  answer: SettingsResult | Refusal | undefined,
  t: ReturnType<typeof useTranslation<["settings", "common"]>>["t"],
) {
  if (answer === undefined) return null;
  if ("ok" in answer)
    return { ok: false, error: isUnanswered(answer.code) ? t(`common:write.${answer.code}`) : answer.message };
  return answer.intent === "alert-test" ? answer.result : null;
}
