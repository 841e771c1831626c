import { z } from "zod";
import { syncModels } from "~/admin/provider-test.server";
import { adminApi } from "./admin-api.server";
import { flag } from "./query-fields";

const handle = adminApi({
  POST: async ({ platform, actor, param, query }) => {
    const { apply } = query(z.object({ apply: flag.default(false) }), { empty: true });
    return syncModels(platform, actor, param("id"), { apply });
  },
});

export const loader = handle;
export const action = handle;
