import { availablePresets } from "~/db/environment-providers";
import { adminApi, list } from "./admin-api.server";

const handle = adminApi({ GET: () => list(availablePresets()) });

export const loader = handle;
export const action = handle;
