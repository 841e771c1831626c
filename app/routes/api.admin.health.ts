import { encryptionState } from "~/admin/encryption.server";
import { healthWithProbes } from "~/admin/health.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform }) => {
    const data = await healthWithProbes(platform);
    // While a former key is there, whoever watches wants to know when it may go.
    return platform.env.previousEncryptionKeys.length === 0
      ? { data }
      : { data, encryption: await encryptionState(platform) };
  },
});

export const loader = handle;
export const action = handle;
