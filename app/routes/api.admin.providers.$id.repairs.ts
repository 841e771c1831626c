import { z } from "zod";
import { invalid } from "~/admin/errors";
import { getProvider } from "~/admin/providers.server";
import { clearRepairs, listRepairs } from "~/admin/repairs.server";
import { adminApi, list, noContent } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform, param }) => {
    await getProvider(platform, param("id"));
    return list(await listRepairs(platform, param("id")));
  },
  DELETE: async ({ platform, actor, param, query }) => {
    await getProvider(platform, param("id"));
    const { model, parameter } = query(z.object({ model: z.string().optional(), parameter: z.string().optional() }));
    if ((model === undefined) !== (parameter === undefined))
      throw invalid([
        { path: model === undefined ? "model" : "parameter", message: "name both model and parameter, or none" },
      ]);
    const which = model === undefined || parameter === undefined ? null : { model, parameter };
    await clearRepairs(platform, actor, param("id"), which);
    return noContent();
  },
});

export const loader = handle;
export const action = handle;
