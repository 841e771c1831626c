import { z } from "zod";
import { reseal } from "~/admin/encryption.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  POST: ({ platform, actor, query }) => {
    const { cursor } = query(z.object({ cursor: z.string().optional() }));
    return reseal(platform, actor, cursor ?? null);
  },
});

export const loader = handle;
export const action = handle;
