import type { ActionFunctionArgs } from "react-router";
import { listProviders, updateProviders } from "~/admin/providers.server";
import { asModelEntry } from "~/admin/types";
import { adminContext, platformContext } from "~/context";
import type { ModelEntry } from "~/gateway/config/config";
import { attemptWrite } from "~/routes/attempt-write.server";
import { checkForm } from "~/routes/check-form.server";
import { withOffered } from "../admin.providers.$id/model-list";
import { pricesFormSchema, withoutPrices } from "./own-prices";

interface WriteResult {
  model?: string;
  offered?: boolean;
  /** Whose lists changed: Undo changes the same ones back. */
  changed: string[];
}

/**
 * Writes of the catalogue. `offer` switches a model on or off at every provider that lists it, or at those of `provider`;
 * `prices` lets entries (`provider id, line break, model`) follow the price list.
 */
export async function writeCatalogue({ request, context }: ActionFunctionArgs) {
  const platform = context.get(platformContext);
  const { actor } = context.get(adminContext);
  const form = await request.formData();
  return attemptWrite(async (): Promise<WriteResult> => {
    const providers = await listProviders(platform);
    const patches: Record<string, { models: (string | ModelEntry)[] }> = {};
    switch (form.get("intent")) {
      case "offer": {
        const model = String(form.get("model"));
        const offered = form.get("offered") === "true";
        const only = form.getAll("provider").map(String);
        for (const { id, models } of providers) {
          if (only.length > 0 && !only.includes(id)) continue;
          const other = models.some((each) => isOffered(each) !== offered && asModelEntry(each).id === model);
          if (other) patches[id] = { models: withOffered(models, model, offered) };
        }
        await updateProviders(platform, actor, patches);
        return { model, offered, changed: Object.keys(patches) };
      }
      case "prices": {
        checkForm(pricesFormSchema, form);
        const chosen = form.getAll("price").map((value) => String(value).split("\n"));
        for (const { id, models } of providers) {
          const ids = new Set(chosen.flatMap(([providerId, model]) => (providerId === id && model ? [model] : [])));
          if (ids.size > 0) patches[id] = { models: withoutPrices(models, ids) };
        }
        await updateProviders(platform, actor, patches);
        return { changed: Object.keys(patches) };
      }
      default:
        throw new Response("Unknown intent", { status: 400 });
    }
  });
}

const isOffered = (model: string | ModelEntry) => asModelEntry(model).offered !== false;
