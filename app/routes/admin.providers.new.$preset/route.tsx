import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link, redirect, useNavigation } from "react-router";
import { testDraft } from "~/admin/provider-test.server";
import { createProvider } from "~/admin/providers.server";
import { Page } from "~/components/page";
import { readProviderForm } from "~/components/provider-form/provider-document";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { adminContext, platformContext } from "~/context";
import { attemptWrite } from "~/routes/attempt-write.server";
import type { Route } from "./+types/route";
import { AdvancedFields } from "./advanced-fields";
import { ConnectionTest } from "./connection-test";
import { draftOf, idForName } from "./draft.server";
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
  return attemptWrite(async () => {
    const named = document.id ? document : { ...document, id: await idForName(platform, document.name ?? "") };
    const { id } = await createProvider(platform, context.get(adminContext).actor, named);
    throw redirect(`/admin/providers/${encodeURIComponent(id)}`);
  });
}

export default function NewProviderForm({ loaderData: draft, actionData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("providers");
  const form = useRef<HTMLFormElement>(null);
  const [credentials, setCredentials] = useState("");
  const [models, setModels] = useState(draft.models);
  const connection = useConnectionTest({ form, defaultModels: draft.models, setModels });
  const saving = useNavigation().formData?.get("intent") === "create";
  const failure = actionData && !actionData.ok ? actionData : null;
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
        ref={form}
        method="post"
        className="mx-auto grid max-w-[1120px] items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]"
      >
        <div className="space-y-4">
          {failure && failure.issues.length === 0 ? <p className="text-sm text-bad-text">{failure.message}</p> : null}
          <Card className="space-y-5 p-5">
            <MainFields
              draft={draft}
              credentials={credentials}
              onCredentials={setCredentials}
              onPaste={connection.startSoon}
              issues={failure?.issues}
            />
          </Card>
          <AdvancedFields draft={draft} models={models} onModels={setModels} issues={failure?.issues} />
        </div>
        <ConnectionTest connection={connection} models={models} onModels={setModels} saving={saving} />
      </Form>
    </Page>
  );
}
