import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, redirect, useFetcher } from "react-router";
import { testDraft } from "~/admin/provider-test.server";
import { createProvider } from "~/admin/providers.server";
import { FormNotices } from "~/components/checked-form/form-notices";
import { sent } from "~/components/checked-form/sent";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { Page } from "~/components/page";
import { readProviderForm } from "~/components/provider-form/provider-document";
import { providerFieldOf, providerFormSchema } from "~/components/provider-form/provider-form-schema";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { adminContext, platformContext } from "~/context";
import { attemptWrite } from "~/routes/attempt-write.server";
import { checkForm } from "~/routes/check-form.server";
import { found } from "~/routes/found.server";
import { keepInput } from "~/routes/keep-input";
import type { Route } from "./+types/route";
import { AdvancedFields } from "./advanced-fields";
import { ConnectionTest } from "./connection-test";
import { draftOf, idForName } from "./draft.server";
import { draftBefore } from "./draft-before";
import { MainFields } from "./main-fields";
import { useConnectionTest } from "./use-connection-test";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return found(draftOf(context.get(platformContext), params.preset, url.searchParams));
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
    checkForm(providerFormSchema, form);
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

export default function NewProviderForm({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("providers");
  const form = useRef<HTMLFormElement>(null);
  // A fetcher: who leaves the page while the provider is being made does not take that back.
  const fetcher = useFetcher<typeof action>();
  const checks = useCheckedForm({
    id: "new-provider",
    schema: providerFormSchema,
    fetcher,
    fieldOf: providerFieldOf([...formFields, ...loaderData.options.map(({ name }) => `options.${name}`)]),
  });
  const draft = checks.before ? draftBefore(loaderData, checks.before) : loaderData;
  const [credentials, setCredentials] = useState(() => checks.textOf("credentials", ""));
  const [models, setModels] = useState(draft.models);
  const connection = useConnectionTest({ form, defaultModels: draft.models, setModels });
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
      <fetcher.Form
        {...checks.props}
        ref={form}
        method="post"
        className="mx-auto grid max-w-[1120px] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]"
      >
        <div className="space-y-4">
          <FormNotices form={checks} />
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
        <ConnectionTest connection={connection} models={models} onModels={setModels} saving={checks.busy} />
      </fetcher.Form>
    </Page>
  );
}
