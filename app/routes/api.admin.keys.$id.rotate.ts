import { rotateKey } from "~/admin/keys.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  POST: async ({ platform, actor, param, body }) =>
    rotateKey(platform, actor, param("id"), ((await body({ optional: true })) ?? {}) as { overlapHours?: number }),
});

export const loader = handle;
export const action = handle;
