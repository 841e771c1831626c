import { testProvider } from "~/admin/provider-test.server";
import { adminApi } from "./admin-api.server";

const handle = adminApi({
  POST: async ({ platform, param, body }) =>
    testProvider(
      platform,
      param("id"),
      ((await body({ optional: true })) ?? {}) as { model?: string; credential?: string },
    ),
});

export const loader = handle;
export const action = handle;
