import { renderMetrics } from "~/admin/metrics.server";
import { requireAdminApi } from "~/auth/require-admin.server";
import { adminApi } from "./admin-api.server";

export const middleware = [requireAdminApi];

const handle = adminApi({
  GET: async ({ platform }) =>
    new Response(await renderMetrics(platform), {
      headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" },
    }),
});

export const loader = handle;
export const action = handle;
