import { listAlerts } from "~/admin/alerts.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({ GET: ({ platform }) => listAlerts(platform) });

export const loader = handle;
export const action = handle;
