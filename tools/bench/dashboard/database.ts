import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runnerImport } from "vite";
import { adminToken } from "../../../app/tests/host.ts";
import { startNode } from "../../../app/tests/hosts.ts";

const root = join(import.meta.dirname, "../../..");
export const password = "only for this bench";

/** A Node host's data folder with a configuration and `count` log rows; one that is there already is used again. */
export async function makeDatabase(dataDirectory: string, count: number): Promise<void> {
  const mark = join(dataDirectory, `rows-${count}`);
  if (existsSync(mark)) return;
  for (const ending of ["", "-wal", "-shm"]) rmSync(join(dataDirectory, `gateway.sqlite${ending}`), { force: true });
  const { module } = await runnerImport<typeof import("./traffic.ts")>(join(root, "tools/bench/dashboard/traffic.ts"), {
    configFile: false,
    root,
    resolve: { tsconfigPaths: true },
    logLevel: "error",
  });
  const host = await startNode({ DATA_DIR: dataDirectory, ADMIN_PASSWORD: password });
  try {
    const answer = await fetch(`${host.url}/api/admin/config`, {
      method: "PUT",
      headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/json" },
      body: JSON.stringify({
        version: 1,
        settings: { logRetentionDays: 365 },
        providers: module.providerIds.map((id) => ({
          id,
          preset: id,
          credentials: ["a", "b"].map((name) => ({ name, value: `sk-bench-${id}-${name}-0000000000` })),
          models: module.modelsOf(id),
          priority: id === "openrouter" ? 1 : 0,
        })),
        routes: [{ id: "auto", strategy: "balanced", models: ["gpt-4o-mini", "deepseek-chat"], fallbacks: ["gpt-4o"] }],
        keys: module.keyNames.map((name) => ({
          id: name,
          name,
          value: `sk-gw-bench-${name}-000000000000`,
          limits: { rpm: 600 },
        })),
      }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  } finally {
    await host.stop();
  }
  const startedAt = Date.now();
  await module.writeMonth(join(dataDirectory, "gateway.sqlite"), startedAt, count);
  console.log(`${count} log rows written in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  writeFileSync(mark, "");
}
