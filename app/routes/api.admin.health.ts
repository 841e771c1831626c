import { healthWithProbes } from "~/admin/health.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({ GET: async ({ platform }) => ({ data: await healthWithProbes(platform) }) });

export const loader = handle;
export const action = handle;
