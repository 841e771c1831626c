import { createProvider, listProviders } from "~/admin/providers.server";
import { adminApi, list, versioned } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform }) => list(await listProviders(platform)),
  POST: async ({ platform, actor, body }) => versioned(await createProvider(platform, actor, await body()), 201),
});

export const loader = handle;
export const action = handle;
