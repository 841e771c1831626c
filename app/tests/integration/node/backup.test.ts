import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { gatewayClient } from "../../gateway-client";
import type { Host } from "../../host";
import { startNode } from "../../hosts";

const root = join(import.meta.dirname, "../../../..");

test.each(["README.md", "README.zh-CN.md"])("a backup and its restoration go as %s says", async (file) => {
  const text = readFileSync(join(root, file), "utf8");
  const command = (start: string) => text.split("\n").find((line) => line.startsWith(start)) ?? "";
  const first = await startNode();
  // The folder of the commands: `.data` in it is the data.
  const folder = `${first.dataDirectory!}-project`;
  const data = join(folder, ".data");
  const run = (line: string) => {
    const own = line.replace("npx node", `"${process.execPath}"`);
    const outcome = spawnSync("sh", ["-c", `umask 022; ${own}`], { cwd: folder, encoding: "utf8" });
    expect(outcome.stderr).toBe("");
    expect(outcome.status).toBe(0);
  };
  const hosts: Host[] = [first];
  const start = async () => {
    const host = await startNode({ DATA_DIR: data });
    hosts.push(host);
    return host;
  };
  try {
    await first.terminate?.();
    mkdirSync(folder);
    renameSync(first.dataDirectory!, data);
    const running = await start();
    const gateway = gatewayClient(running);
    await gateway.configure({ providers: [{ id: "demo", preset: "demo", models: ["demo"] }] });
    run(command("npx node -e"));
    // It has the prompts and the keys' hashes in it, as the database has, whatever the shell would allow.
    expect(statSync(join(folder, "backup.sqlite")).mode & 0o777).toBe(0o600);
    await gateway.configure({ providers: [{ id: "later", preset: "demo", models: ["demo"] }] });
    // Killed: what was written last is still in the file beside the database.
    await running.stop();
    run(command("cp backup.sqlite"));
    const restored = gatewayClient(await start());
    const { data: providers } = (await (await restored.admin("/api/admin/providers")).json()) as {
      data: { id: string }[];
    };
    expect(providers.map(({ id }) => id)).toEqual(["demo"]);
    expect((await restored.chat({ model: "demo" })).status).toBe(200);
  } finally {
    for (const host of hosts) await host.stop();
    rmSync(dirname(data), { recursive: true, force: true });
  }
});
