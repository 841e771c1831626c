import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, inject, test } from "vitest";
import { clientKey, eventsOf, gatewayClient } from "../gateway-client";
import { startNode } from "../hosts";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// Every request ends in exactly one log row, whatever happened to it.

const { gateway, upstream } = await startSuite({ upstream: startUpstream });

const providers = () => {
  const plain = (id: string, model: string, priority: number, ...manners: string[]) => ({
    id,
    adapter: "openai",
    baseUrl: upstream.url(...manners),
    credentials: [{ name: "a", value: "sk-upstream" }],
    models: [model],
    priority,
  });
  return [
    plain("good", "good", 0),
    plain("flaky", "mixed", 0, "every=3", "status=503"),
    plain("spare", "mixed", 1),
    plain("broken", "broken", 0, "status=500"),
    plain("cut", "cut", 0, "cut=1"),
    plain("slow", "slow", 0, "pieces=200", "delay=50"),
  ];
};

beforeAll(async () => {
  await gateway.configure({ providers: providers() });
});

const messages = [{ role: "user", content: "ping" }];
const kinds: [path: string, body: unknown][] = [
  ["/v1/chat/completions", { model: "good", messages }],
  ["/v1/chat/completions", { model: "good", messages, stream: true }],
  ["/v1/chat/completions", { model: "mixed", messages, stream: true }],
  ["/v1/chat/completions", { model: "mixed", messages }],
  ["/v1/embeddings", { model: "good", input: ["a"] }],
  ["/v1/completions", { model: "good", prompt: "ping" }],
  ["/v1/chat/completions", { model: "nowhere", messages }],
  ["/v1/chat/completions", { messages }],
  ["/v1/chat/completions", "{broken"],
  ["/v1/chat/completions", { model: "cut", messages, stream: true }],
];
/** REQUESTS=10000 runs the full size. */
const many = Number(process.env.REQUESTS ?? 2_000);

test(`${many} mixed requests at 64 connections leave exactly one row each, and rollups that agree`, {
  timeout: 120_000,
}, async () => {
  const from = new Date(Date.now() - 1000).toISOString();
  const ids = new Set<string>();
  let sent = 0;
  const worker = async () => {
    while (sent < many) {
      const [path, body] = kinds[sent++ % kinds.length]!;
      const answer = await gateway.call(path, body);
      await answer.text();
      ids.add(answer.headers.get("x-request-id") ?? "");
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  expect(ids.size).toBe(many);
  const usage = (await (
    await gateway.admin(`/api/admin/usage?from=${from.slice(0, 14)}00:00Z&interval=hour`)
  ).json()) as { totals: { requests: number } };
  expect(usage.totals.requests).toBe(many);

  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = (await (
      await gateway.admin(
        `/api/admin/logs?limit=200&from=${from}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      )
    ).json()) as {
      data: { requestId: string }[];
      nextCursor: string | null;
    };
    for (const { requestId } of page.data) {
      expect(seen.has(requestId)).toBe(false);
      seen.add(requestId);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen.size).toBe(many);
  expect([...ids].every((id) => seen.has(id))).toBe(true);
});

test("filters are found however long they are: D1 takes patterns of 50 bytes and a hundred parameters", async () => {
  const missed = `no model has a name as long as this one, ${"which goes on ".repeat(5)}`;
  for (const name of [missed, "密".repeat(20)]) await (await gateway.chat({ model: name })).text();
  const found = async (filter: Record<string, string>) => {
    const answer = await gateway.admin(`/api/admin/logs?limit=5&${new URLSearchParams({ from: "0", ...filter })}`);
    expect([filter, answer.status]).toEqual([filter, 200]);
    return ((await answer.json()) as { data: { requestedModel: string }[] }).data.map((row) => row.requestedModel);
  };
  expect(await found({ q: missed.toUpperCase() })).toEqual([missed]);
  expect(await found({ q: "密".repeat(20) })).toEqual(["密".repeat(20)]);
  expect(await found({ model: `${"g".repeat(60)}*` })).toEqual([]);
  const many = (word: string) => Array.from({ length: 90 }, (_, index) => `${word}${index}`).join(",");
  expect(await found({ model: `${many("m")},good` })).toHaveLength(5);
  expect(await found({ model: `${"*x,".repeat(150)}go*` })).toHaveLength(5);
  expect(await found({ route: many("r") })).toEqual([]);
  expect(await found({ status: `${"400,5xx,".repeat(60)}rate_limited` })).not.toEqual([]);
  expect(await found({ stream: `${"true,".repeat(120)}true`, tried: `${"first,".repeat(150)}first` })).not.toEqual([]);
});

if (inject("host") === "node")
  test("SIGTERM in the middle: streams end with an error event, and every request has its row", {
    timeout: 60_000,
  }, async () => {
    const stopped = await startNode({ SHUTDOWN_GRACE_MS: "300" });
    try {
      const own = gatewayClient(stopped);
      await own.configure({ providers: providers() });
      const answered: string[] = [];
      let refused = 0;
      let stopping = false;
      const worker = async () => {
        while (!stopping) {
          try {
            const answer = await own.chat({ model: "good", stream: answered.length % 2 === 0 });
            answered.push(answer.headers.get("x-request-id") ?? "");
            await answer.text();
          } catch {
            refused++;
            if (stopping) return;
          }
        }
      };
      const slow = await fetch(`${stopped.url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${clientKey}` },
        body: JSON.stringify({ model: "slow", messages, stream: true }),
      });
      const slowText = slow.text();
      const workers = Array.from({ length: 32 }, worker);
      await expect.poll(() => answered.length, { timeout: 10_000 }).toBeGreaterThan(500);
      const code = stopped.terminate?.();
      stopping = true;
      await Promise.all(workers);
      expect(await code).toBe(0);
      const events = eventsOf(await slowText);
      expect(events.at(-1)).toMatchObject({ error: { message: expect.stringContaining("stopped") } });

      const database = new DatabaseSync(join(stopped.dataDirectory ?? "", "gateway.sqlite"), { readOnly: true });
      const rows = database.prepare("select request_id as id, outcome from request_log").all() as {
        id: string;
        outcome: string;
      }[];
      database.close();
      const byId = new Map(rows.map((row) => [row.id, row.outcome]));
      expect(byId.size).toBe(rows.length);
      for (const id of answered) expect(byId.has(id)).toBe(true);
      expect(byId.get(slow.headers.get("x-request-id") ?? "")).toBe("upstream_error");
      expect(refused).toBeLessThanOrEqual(64);
    } finally {
      await stopped.stop();
    }
  });
