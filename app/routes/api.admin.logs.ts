import { listLogs } from "~/db/log/logs.server";
import { adminApi } from "./admin-api.server";
import { logQuery } from "./query-fields";

const handle = adminApi({
  GET: async ({ platform, query }) => {
    const filter = query(logQuery);
    // What this process has answered before this call is in the list.
    await platform.gateway.flush();
    return listLogs(platform.database, filter);
  },
});

export const loader = handle;
export const action = handle;
