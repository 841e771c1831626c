import { readBodies } from "~/admin/bodies.server";
import { notFound } from "~/admin/errors";
import { getLog } from "~/db/log/logs.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  GET: async ({ platform, param }) => {
    await platform.gateway.flush();
    const row = await getLog(platform.database, param("requestId"));
    if (!row) throw notFound("request", param("requestId"));
    return { ...row, bodies: await readBodies(platform, row.requestId) };
  },
});

export const loader = handle;
export const action = handle;
