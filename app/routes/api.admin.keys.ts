import { createKey, listKeys } from "~/admin/keys.server";
import { adminApi, list, versioned } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform }) => list(await listKeys(platform)),
  POST: async ({ platform, actor, body }) => versioned(await createKey(platform, actor, await body()), 201),
});

export const loader = handle;
export const action = handle;
