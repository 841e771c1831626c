import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link, redirect, useNavigation } from "react-router";
import { invalid } from "~/admin/errors";
import { testDraft } from "~/admin/provider-test.server";
import { createProvider } from "~/admin/providers.server";
import { formOf, useKeptForm } from "~/components/kept-form";
import { Page } from "~/components/page";
import { readProviderForm, sent } from "~/components/provider-form/provider-document";
import { providerFormIssues } from "~/components/provider-form/provider-form-schema";
import { useProviderForm } from "~/components/provider-form/use-provider-form";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { adminContext, platformContext } from "~/context";
import { attemptWrite } from "~/routes/attempt-write.server";
import { keepInput } from "~/routes/keep-input";
import type { Route } from "./+types/route";
import { AdvancedFields } from "./advanced-fields";
import { ConnectionTest } from "./connection-test";
import { draftOf, idForName } from "./draft.server";
import { draftBefore } from "./draft-before";
import { MainFields } from "./main-fields";
import { useConnectionTest } from "./use-connection-test";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return draftOf(context.get(platformContext), params.preset, url.searchParams);
}

export async function action({ request, context, params }: Route.ActionArgs) {
  const platform = context.get(platformContext);
  const form = await request.formData();
  const preset = params.preset === "custom" ? {} : { preset: params.preset };
  const document = { ...readProviderForm(form), ...preset };
  if (form.get("intent") === "test") {
    return attemptWrite(async () => ({ test: await testDraft(platform, document) }));
  }
  if (form.get("intent") === "prompt") {
    // One key is enough to see the model answer.
    const credentials = document.credentials?.slice(0, 1);
    const asked = { ...document, ...(credentials ? { credentials } : {}), model: String(form.get("model")) };
    return attemptWrite(async () => ({ test: await testDraft(platform, asked) }));
  }
  return attemptWrite(async () => {
    const issues = providerFormIssues(form);
    if (issues.length > 0) throw invalid(issues);
    const named = document.id ? document : { ...document, id: await idForName(platform, document.name ?? "") };
    const { id } = await createProvider(platform, context.get(adminContext).actor, named);
    throw redirect(`/admin/providers/${encodeURIComponent(id)}`);
  }, sent(form));
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

const formFields = [
  "id",
  "name",
  "adapter",
  "baseUrl",
  "priority",
  "weight",
  "credentials",
  "timeouts",
  "headers",
  "models",
];

export default function NewProviderForm({ loaderData, actionData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("providers");
  const { t: common } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const { restored, keep, forget } = useKeptForm();
  const failure = actionData && !actionData.ok ? actionData : null;
  const [before] = useState(() => restored ?? (failure?.values ? formOf(Object.entries(failure.values)) : null));
  const draft = before ? draftBefore(loaderData, before) : loaderData;
  const [credentials, setCredentials] = useState(() => String(restored?.get("credentials") ?? ""));
  const [models, setModels] = useState(draft.models);
  const checks = useProviderForm({
    id: "new-provider",
    failure,
    fields: [...formFields, ...draft.options.map(({ name }) => `options.${name}`)],
  });
  useEffect(() => {
    if (actionData) forget();
  }, [actionData]);
  const connection = useConnectionTest({ form, defaultModels: draft.models, setModels });
  const saving = useNavigation().formData?.get("intent") === "create";
  const name = i18n.language.startsWith("zh") ? draft.presetName.zh : draft.presetName.en;
  return (
    <Page
      title={
        <>
          {draft.face ? <Tile mark={draft.face.mark} hue={draft.face.hue} size={22} /> : null}
          <span className="truncate">{draft.face ? t("new.title", { name }) : t("custom.name")}</span>
        </>
      }
      crumbs={[{ label: t("title"), to: "/admin/providers" }]}
      actions={
        <Button variant="ghost" asChild>
          <Link to="/admin/providers/new">{t("new.changePreset")}</Link>
        </Button>
      }
    >
      <Form
        {...checks.props}
        ref={form}
        method="post"
        onSubmit={(event) => {
          checks.onSubmit(event);
          if (!event.defaultPrevented) keep(new FormData(event.currentTarget));
        }}
        className="mx-auto grid max-w-[1120px] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]"
      >
        <div className="space-y-4">
          {failure?.code === "network" || checks.errors.length > 0 ? (
            <div role="alert" className="rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad-text">
              {failure?.code === "network" ? common("save.network") : checks.errors.join(" ")}
            </div>
          ) : null}
          {restored ? (
            <p role="status" className="text-sm text-muted-foreground">
              {common("save.restored")}
            </p>
          ) : null}
          <Card className="space-y-5 p-5">
            <MainFields
              draft={draft}
              credentials={credentials}
              onCredentials={setCredentials}
              onPaste={connection.startSoon}
              issues={checks.issues}
            />
          </Card>
          <AdvancedFields draft={draft} models={models} onModels={setModels} issues={checks.issues} />
        </div>
        <ConnectionTest connection={connection} models={models} onModels={setModels} saving={saving} />
      </Form>
    </Page>
  );
}
