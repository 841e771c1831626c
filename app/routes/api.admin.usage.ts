import { queryUsage } from "~/db/usage/usage.server";
import { adminApi } from "./admin-api.server";
import { usageQuery } from "./query-fields";

const weekMs = 7 * 86_400_000;

const handle = adminApi({
  GET: async ({ platform, query }) => {
    const { from, to = Date.now(), interval, groupBy } = query(usageQuery);
    await platform.gateway.flush();
    return queryUsage(platform.database, { from: from ?? to - weekMs, to, interval, ...(groupBy ? { groupBy } : {}) });
  },
});

export const loader = handle;
export const action = handle;
