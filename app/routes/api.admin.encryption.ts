import { encryptionState } from "~/admin/encryption.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({ GET: ({ platform }) => encryptionState(platform) });

export const loader = handle;
export const action = handle;
