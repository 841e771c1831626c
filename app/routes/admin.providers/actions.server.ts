import { type ActionFunctionArgs, redirect, type useFetcher } from "react-router";
import { z } from "zod";
import { invalid } from "~/admin/errors";
import { testProvider } from "~/admin/provider-test.server";
import { deleteProvider, getProvider, listProviders, updateProvider, updateProviders } from "~/admin/providers.server";
import { sent } from "~/components/checked-form/sent";
import { adminContext, platformContext } from "~/context";
import { attemptWrite } from "~/routes/attempt-write.server";
import { checkConfirmation } from "~/routes/check-form.server";

/** By provider. */
function readWeights(json: string): Record<string, number> {
  try {
    return z.record(z.string(), z.number()).parse(JSON.parse(json));
  } catch {
    throw invalid([{ path: "weights", message: "is not a weight for each provider" }]);
  }
}

/** Writes of a row: `intent` says what, `id` whom. The detail page's header posts here too. */
export async function writeRow({ request, context }: ActionFunctionArgs) {
  const platform = context.get(platformContext);
  const { actor } = context.get(adminContext);
  const form = await request.formData();
  const id = String(form.get("id") ?? "");
  const intent = form.get("intent");
  return attemptWrite(async () => {
    if (intent === "test") {
      const started = await testProvider(platform, id, {});
      return { intent: "test" as const, id, test: started };
    }
    // Where no scripts test row by row.
    if (intent === "testAll") {
      const enabled = (await listProviders(platform)).filter((provider) => provider.enabled);
      const tests = await Promise.all(
        enabled.map(async (provider) => [provider.id, await testProvider(platform, provider.id, {})] as const),
      );
      return { intent: "testAll" as const, tests: Object.fromEntries(tests) };
    }
    if (intent === "delete") {
      checkConfirmation(form);
      await deleteProvider(platform, actor, id);
      throw redirect("/admin/providers");
    }
    if (intent === "enable") {
      const enabled = form.get("enabled") === "true";
      await updateProvider(platform, actor, id, { enabled, drain: null });
      return { intent: "enable" as const, enabled };
    }
    if (intent === "drain") {
      const drain = z.enum(["hold", "off"]).nullable().catch(null).parse(form.get("drain"));
      await updateProvider(platform, actor, id, { drain });
      return { intent: "drain" as const, drain };
    }
    if (intent === "priority") {
      const { priority: before } = await getProvider(platform, id);
      await updateProvider(platform, actor, id, { priority: Number(form.get("priority")) });
      return { intent: "priority" as const, before };
    }
    if (intent === "weight") {
      const { weight: before } = await getProvider(platform, id);
      await updateProvider(platform, actor, id, { weight: Number(form.get("weight")) });
      return { intent: "weight" as const, before };
    }
    if (intent === "weights") {
      const weights = readWeights(String(form.get("weights")));
      const patches = Object.entries(weights).map(([member, weight]) => [member, { weight }] as const);
      await updateProviders(platform, actor, Object.fromEntries(patches));
      return { intent: "weights" as const };
    }
    throw new Response("Unknown intent", { status: 400 });
  }, sent(form));
}

/** A fetcher that posts here. */
export type RowFetcher = ReturnType<typeof useFetcher<typeof writeRow>>;
