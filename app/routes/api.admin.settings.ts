import { getSettings, updateSettings } from "~/admin/config.server";
import { adminApi, ofRevision } from "./admin-api.server";

const handle = adminApi({
  GET: ({ platform }) => ofRevision(platform, () => getSettings(platform)),
  PATCH: async ({ platform, actor, body, ifMatch }) => updateSettings(platform, actor, await body(), ifMatch),
});

export const loader = handle;
export const action = handle;
