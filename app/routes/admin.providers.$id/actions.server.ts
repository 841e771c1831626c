import { type ActionFunctionArgs, data, redirect } from "react-router";
import { invalid } from "~/admin/errors";
import {
  addCredentials,
  endCooldown,
  removeCredential,
  renameCredential,
  replaceCredential,
  restCredential,
} from "~/admin/provider-credentials.server";
import { testProvider } from "~/admin/provider-test.server";
import { deleteProvider, getProvider, updateProvider } from "~/admin/providers.server";
import { clearRepairs } from "~/admin/repairs.server";
import { asModelEntry, type ProviderTest } from "~/admin/types";
import { sent } from "~/components/checked-form/sent";
import { parseCredentialText } from "~/components/credentials/credential-text";
import { readProviderForm } from "~/components/provider-form/provider-document";
import { providerFormSchema } from "~/components/provider-form/provider-form-schema";
import { adminContext, platformContext } from "~/context";
import { type ModelEntry, modelEntrySchema } from "~/gateway/config/config";
import { attemptWrite, type WriteFailure } from "~/routes/attempt-write.server";
import { checkConfirmation, checkForm } from "~/routes/check-form.server";
import { overtaken } from "~/routes/overtaken.server";
import { dialogSchemas } from "./dialog-schemas";
import {
  addModels,
  applyChanges,
  compareModels,
  type ModelComparison,
  readModelForm,
  removeModel,
  replaceModel,
  withOffered,
} from "./model-list";
import { changedSince } from "./settings-base";

interface DetailResult {
  comparison?: ModelComparison | null;
  error?: string;
  test?: ProviderTest;
}

/** Writes of the detail page; `intent` says what. A row's own writes (switch, test) go to the list's action. */
export async function writeProvider({ request, url, context, params }: ActionFunctionArgs) {
  const platform = context.get(platformContext);
  const { actor } = context.get(adminContext);
  const id = params.id ?? "";
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const intent = text("intent");

  const changeModels = async (change: (models: (string | ModelEntry)[]) => (string | ModelEntry)[]) => {
    const { models } = await getProvider(platform, id);
    await updateProvider(platform, actor, id, { models: change(models) });
    return {};
  };

  if (intent === "settings") {
    // Somebody saved since this form was filled: nothing is written until its sender has seen that.
    const fields = changedSince(text("base"), await getProvider(platform, id));
    if (fields.length > 0 && text("overwrite") !== "true") {
      const failure: WriteFailure = { ok: false, code: "changed", message: "", issues: [], fields, values: sent(form) };
      return data(failure, { status: 409 });
    }
    return attemptWrite(async () => {
      checkForm(providerFormSchema, form);
      const document = readProviderForm(form);
      await updateProvider(platform, actor, id, { ...document, options: readOptions(text("options")) });
      return { intent };
    }, sent(form));
  }
  if (intent === "models.save") {
    const { models } = await getProvider(platform, id);
    const stored = models.map(asModelEntry).find((entry) => entry.id === text("original"));
    const answer = overtaken(form, JSON.stringify(stored ?? null));
    if (answer) return answer;
  }
  return attemptWrite<DetailResult>(async () => {
    if (isDialog(intent)) checkForm(dialogSchemas[intent], form);
    switch (intent) {
      case "credentials.add": {
        const { credentials } = parseCredentialText(text("credentials"));
        await addCredentials(platform, actor, id, credentials);
        return {};
      }
      case "credentials.remove":
        checkConfirmation(form);
        await removeCredential(platform, actor, id, text("name"));
        // The page without the question.
        throw redirect(url.pathname);
      case "credentials.rename":
        await renameCredential(platform, actor, id, text("name"), text("newName"));
        return {};
      case "credentials.replace":
        await replaceCredential(platform, actor, id, text("name"), text("value"));
        return {};
      case "credentials.rest":
        await restCredential(platform, actor, id, text("name"));
        return {};
      case "credentials.test": {
        const model = text("model");
        return { test: await testProvider(platform, id, { credential: text("name"), ...(model ? { model } : {}) }) };
      }
      case "credentials.endCooldown":
        await endCooldown(platform, actor, id, text("name"));
        return {};
      case "models.save":
        return changeModels((models) => replaceModel(models, text("original"), readModelForm(form)));
      case "models.add":
        return changeModels((models) => addModels(models, text("models")));
      case "models.offer":
        return changeModels((models) => withOffered(models, text("model"), text("offered") === "true"));
      case "models.remove":
        return changeModels((models) => removeModel(models, text("model")));
      case "models.restore": {
        const entry = readEntry(text("entry"));
        return changeModels((models) => [...removeModel(models, entry.id), entry]);
      }
      case "models.compare": {
        const [provider, test] = await Promise.all([getProvider(platform, id), testProvider(platform, id, {})]);
        return { comparison: test.models ? compareModels(provider.models, test.models) : null, error: test.error };
      }
      case "models.apply":
        return changeModels((models) =>
          applyChanges(models, form.getAll("add").map(String), form.getAll("remove").map(String)),
        );
      case "repairs.clear": {
        const [model, parameter] = [text("model"), text("parameter")];
        await clearRepairs(platform, actor, id, model === "" ? null : { model, parameter });
        return {};
      }
      case "delete":
        checkConfirmation(form);
        await deleteProvider(platform, actor, id);
        throw redirect("/admin/providers");
      default:
        throw new Response("Unknown intent", { status: 400 });
    }
  }, sent(form));
}

const isDialog = (intent: string): intent is keyof typeof dialogSchemas => Object.hasOwn(dialogSchemas, intent);

function readOptions(json: string): Record<string, unknown> {
  try {
    return json === "" ? {} : JSON.parse(json);
  } catch {
    throw invalid([{ path: "options", message: "not valid JSON" }]);
  }
}

/** As the page had it before it was removed. */
function readEntry(json: string): ModelEntry {
  try {
    return modelEntrySchema.parse(JSON.parse(json));
  } catch {
    throw invalid([{ path: "entry", message: "is not a model's entry" }]);
  }
}
