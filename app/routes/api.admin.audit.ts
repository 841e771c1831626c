import { z } from "zod";
import { listAudit } from "~/db/audit.server";
import { adminApi } from "./admin-api.server";
import { limit } from "./query-fields";

const cursor = z.string().regex(/^\d{1,15}$/, "is not a cursor of this list");
const auditQuery = z.object({ limit: limit.default(50), cursor: cursor.transform(Number).optional() });

const handle = adminApi({
  GET: ({ platform, query }) => {
    const { limit, cursor } = query(auditQuery);
    return listAudit(platform.database, limit, cursor);
  },
});

export const loader = handle;
export const action = handle;
