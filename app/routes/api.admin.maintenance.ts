import { runMaintenance } from "~/admin/maintenance.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({ POST: ({ platform }) => runMaintenance(platform) });

export const loader = handle;
export const action = handle;
