import { providerHealth } from "~/admin/health.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({ GET: async ({ platform }) => ({ data: await providerHealth(platform) }) });

export const loader = handle;
export const action = handle;
