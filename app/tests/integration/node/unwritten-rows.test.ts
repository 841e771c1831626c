import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { gatewayClient } from "../../gateway-client";
import { startNode } from "../../hosts";
import { startUpstream } from "../../upstream";

test("a stop while another process holds the database: the rows wait in a private file, and the next start has them once", {
  timeout: 60_000,
}, async () => {
  const upstream = await startUpstream();
  const first = await startNode();
  const directory = first.dataDirectory!;
  const files = () => readdirSync(directory).filter((name) => /^unwritten-log-.*\.jsonl$/.test(name));
  const other = new DatabaseSync(join(directory, "gateway.sqlite"));
  const count = (sql: string) => Object.values(other.prepare(sql).get() ?? {})[0];
  try {
    const client = gatewayClient(first);
    const credentials = [{ name: "a", value: "sk-secret-of-the-provider" }];
    await client.configure({
      providers: [
        { id: "bad", adapter: "openai", baseUrl: upstream.url("status=500"), credentials, models: ["m"] },
        { id: "good", adapter: "openai", baseUrl: upstream.url(), credentials, models: ["m"], priority: 1 },
      ],
    });
    other.exec("begin immediate");
    const ids: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const answer = await client.chat({ model: "m" });
      ids.push(answer.headers.get("x-request-id") ?? "");
      await answer.text();
    }
    expect(await first.terminate?.()).toBe(0);
    expect(files()).toHaveLength(1);
    expect(statSync(join(directory, files()[0]!)).mode & 0o777).toBe(0o600);
    expect(first.output()).toMatch(/3 log rows could not be written: they are in .*unwritten-log/);

    // A start that finds the lock too serves all the same, and writes them later.
    const second = await startNode({ DATA_DIR: directory });
    expect(files()).toHaveLength(1);
    other.exec("rollback");
    await second.terminate?.();
    const third = await startNode({ DATA_DIR: directory });
    try {
      await vi.waitFor(() => expect(files()).toEqual([]));
      const { data } = (await (await gatewayClient(third).admin("/api/admin/logs")).json()) as {
        data: { requestId: string; attemptCount: number }[];
      };
      expect(data.map(({ requestId }) => requestId).sort()).toEqual(ids.sort());
      expect(data[0]?.attemptCount).toBe(2);
      expect(count("select sum(requests) from usage_hourly")).toBe(3);
      expect(count("select sum(attempts) from provider_usage_30m where provider_id = 'bad'")).toBe(3);
      expect(count("select count(*) from request_attempts")).toBe(6);
    } finally {
      await third.stop();
    }
  } finally {
    other.close();
    await first.stop();
    await upstream.close();
  }
});
