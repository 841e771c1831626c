import { getSettings, updateSettings } from "~/admin/config.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  GET: ({ platform }) => getSettings(platform),
  PATCH: async ({ platform, actor, body }) => updateSettings(platform, actor, await body()),
});

export const loader = handle;
export const action = handle;
