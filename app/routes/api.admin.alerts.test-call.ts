import { sendTestAlert } from "~/admin/alerts.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({ POST: ({ platform }) => sendTestAlert(platform) });

export const loader = handle;
export const action = handle;
