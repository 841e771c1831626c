import { clearCache, readCacheFigures } from "~/admin/cache.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  GET: ({ platform }) => readCacheFigures(platform),
  DELETE: async ({ platform, actor }) => ({ cleared: await clearCache(platform, actor) }),
});

export const loader = handle;
export const action = handle;
