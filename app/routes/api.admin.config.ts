import { z } from "zod";
import { exportConfig, importConfig } from "~/admin/config.server";
import { adminApi, ofRevision } from "./admin-api.server";
import { flag } from "./query-fields";

const handle = adminApi({
  GET: ({ platform }) => ofRevision(platform, () => exportConfig(platform)),
  PUT: async ({ platform, actor, query, body, ifMatch }) => {
    // A misspelt dryRun must not replace the configuration, nor one without a value.
    const { dryRun } = query(z.strictObject({ dryRun: flag.default(false) }), { empty: true });
    return importConfig(platform, actor, await body(), { dryRun, ifMatch });
  },
});

export const loader = handle;
export const action = handle;
