import { listRoutes } from "~/admin/routes.server";
import { adminApi, list } from "./admin-api.server";

const handle = adminApi({ GET: async ({ platform }) => list(await listRoutes(platform)) });

export const loader = handle;
export const action = handle;
