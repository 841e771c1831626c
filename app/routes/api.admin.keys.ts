import { createKey, listKeys } from "~/admin/keys.server";
import { adminApi, json, list } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform }) => list(await listKeys(platform)),
  POST: async ({ platform, actor, body }) => json(await createKey(platform, actor, await body()), 201),
});

export const loader = handle;
export const action = handle;
