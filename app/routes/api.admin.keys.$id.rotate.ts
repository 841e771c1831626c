import { rotateKey } from "~/admin/keys.server";
import { adminApi, versioned } from "./admin-api.server";

const handle = adminApi({
  POST: async ({ platform, actor, param, body, ifMatch }) => {
    const options = ((await body({ optional: true })) ?? {}) as { overlapHours?: number };
    return versioned(await rotateKey(platform, actor, param("id"), options, ifMatch));
  },
});

export const loader = handle;
export const action = handle;
