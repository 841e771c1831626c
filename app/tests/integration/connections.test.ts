import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, expect, inject, test } from "vitest";
import { clientKey, gatewayClient } from "../gateway-client";
import { startNode } from "../hosts";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// What shows on the connection itself, so without a proxy between: clients that leave, bodies that are too large.

const { host, gateway, upstream } = await startSuite({ upstream: startUpstream });

const singleKey = "sk-gw-test-single-0123456789";

beforeAll(async () => {
  const plain = (id: string, ...manners: string[]) => ({
    id,
    adapter: "openai",
    baseUrl: upstream.url(...manners),
    credentials: [{ name: "a", value: "sk-upstream" }],
    models: [id],
  });
  await gateway.configure({
    providers: [
      plain("good"),
      plain("slow", "pieces=100", "delay=100"),
      plain("stalled", "stall=2"),
      plain("rushing", "pieces=3000", "stall=2500"),
      plain("waiting", "hang"),
      { ...plain("drained", "pieces=12", "delay=40"), disconnect: "drain" },
      { ...plain("drained-whole", "first=700"), disconnect: "drain" },
      { ...plain("drained-endless", "pieces=1000", "delay=50"), disconnect: "drain" },
    ],
    keys: [{ id: "single", name: "Single", value: singleKey, limits: { concurrency: 1 } }],
    settings: { drain: { maxMs: 1_500 } },
  });
});

for (const model of ["slow", "stalled", "rushing"])
  test(`a client that leaves a ${model} stream ends the upstream call within a second, logged as 499 with what was delivered`, async () => {
    upstream.clear();
    const controller = new AbortController();
    const answer = await gateway.chat({ model, stream: true }, { signal: controller.signal });
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    controller.abort();
    const leftAt = performance.now();
    await expect.poll(() => upstream.calls[0]?.closedEarly, { interval: 20 }).toBe(true);
    // Alone on a machine within some 20 ms; the stream would go on for ten seconds.
    expect(performance.now() - leftAt).toBeLessThan(4_000);
    const id = answer.headers.get("x-request-id");
    await expect.poll(async () => (await gateway.admin(`/api/admin/logs/${id}`)).status).toBe(200);
    const row = await gateway.log(id);
    expect(row).toMatchObject({ status: 499, outcome: "cancelled", usage: { source: "estimated" } });
    expect(row.usage.completionTokens).toBeGreaterThan(0);
  });

/** The one row of a model whose client left, once it is written. */
async function rowOf(model: string) {
  const rows = () => gateway.logs(`model=${model}`);
  await expect.poll(async () => (await rows()).length, { timeout: 15_000 }).toBe(1);
  return (await rows())[0]!;
}

async function leave(model: string, stream: boolean): Promise<void> {
  upstream.clear();
  if (!stream) {
    const socket = ask(model, clientKey, "");
    await expect.poll(() => upstream.calls.length).toBe(1);
    socket.resetAndDestroy();
    return;
  }
  const controller = new AbortController();
  const answer = await gateway.chat({ model, stream }, { signal: controller.signal });
  await (answer.body as ReadableStream<Uint8Array>).getReader().read();
  controller.abort();
}

test("a provider set to drain is read on to its usage after the client left, streamed and not", {
  timeout: 40_000,
}, async () => {
  for (const [model, stream] of [
    ["drained", true],
    ["drained-whole", false],
  ] as const) {
    await leave(model, stream);
    const row = await rowOf(model);
    expect(row).toMatchObject({
      status: 499,
      outcome: "cancelled",
      errorCode: "client_closed",
      attemptCount: 1,
      usage: { promptTokens: 11, completionTokens: 7, source: "provider" },
    });
    expect(upstream.calls[0]?.closedEarly).toBe(false);
  }
});

test("draining ends at its limit, and what was read is estimated", { timeout: 40_000 }, async () => {
  await leave("drained-endless", true);
  const leftAt = performance.now();
  await expect.poll(() => upstream.calls[0]?.closedEarly, { timeout: 15_000, interval: 20 }).toBe(true);
  expect(performance.now() - leftAt).toBeGreaterThan(700);
  const row = await rowOf("drained-endless");
  expect(row).toMatchObject({ outcome: "cancelled", usage: { source: "estimated" } });
  expect(row.usage.completionTokens).toBeGreaterThan(10);
});

if (inject("host") === "node")
  test("a stop of the host ends draining, and the row is written", async () => {
    const stopped = await startNode({ SHUTDOWN_GRACE_MS: "200" });
    try {
      const own = gatewayClient(stopped);
      const provider = { id: "endless", adapter: "openai", baseUrl: upstream.url("pieces=1000", "delay=50") };
      const credentials = [{ name: "a", value: "sk-upstream" }];
      await own.configure({ providers: [{ ...provider, credentials, models: ["m"], disconnect: "drain" }] });
      const controller = new AbortController();
      const answer = await own.chat({ model: "m", stream: true }, { signal: controller.signal });
      await (answer.body as ReadableStream<Uint8Array>).getReader().read();
      controller.abort();
      expect(await stopped.terminate?.()).toBe(0);
      const database = new DatabaseSync(join(stopped.dataDirectory ?? "", "gateway.sqlite"), { readOnly: true });
      const rows = database.prepare("select status, outcome, usage_source as source from request_log").all();
      database.close();
      expect(rows).toMatchObject([{ status: 499, outcome: "cancelled", source: "estimated" }]);
    } finally {
      await stopped.stop();
    }
  });

for (const when of ["at once", "later"])
  test(`a client that leaves ${when}, before an answer, ends the upstream call, frees its place, and is logged as 499`, async () => {
    upstream.clear();
    const socket = ask("waiting", singleKey, when);
    await expect.poll(() => upstream.calls.length, { interval: 5 }).toBe(1);
    expect((await gateway.chat({ model: "good" }, { key: singleKey })).status).toBe(429);
    if (when === "later") await new Promise((resolve) => setTimeout(resolve, 250));
    socket.resetAndDestroy();
    const leftAt = performance.now();
    await expect.poll(async () => (await gateway.chat({ model: "good" }, { key: singleKey })).status).toBe(200);
    expect(performance.now() - leftAt).toBeLessThan(4_000);
    await expect.poll(() => upstream.calls[0]?.closedEarly, { interval: 20 }).toBe(true);
    await expect
      .poll(async () => (await gateway.logs(`model=waiting&status=499&q=${encodeURIComponent(when)}`)).length)
      .toBe(1);
  });

/** A request for a whole answer on a connection of its own, which its client resets to leave. workerd on its own hears of nothing gentler. */
function ask(model: string, key: string, when: string): Socket {
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "hi" }], metadata: { when } });
  const { port, hostname } = new URL(host.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}

test("a body over 32 MB is a 413, with and without an announced length", async () => {
  const large = JSON.stringify({ model: "good", messages: [{ role: "user", content: "x".repeat(33 * 1024 * 1024) }] });
  for (const announce of [true, false]) {
    const answer = await post(large, announce);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: "request_too_large" } });
  }
  const next = await gateway.chat({ model: "good" });
  expect(next.status).toBe(200);
  await next.body?.cancel();
});

/** fetch gives up on an answer that comes before it has sent everything; a plain client reads it. */
function post(body: string, announce: boolean): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${clientKey}`,
      ...(announce ? { "content-length": Buffer.byteLength(body) } : { "transfer-encoding": "chunked" }),
    };
    const sent = request(`${host.url}/v1/chat/completions`, { method: "POST", headers }, (response) => {
      let text = "";
      response.on("data", (data) => {
        text += data;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    let answered = false;
    sent.on("response", () => {
      answered = true;
    });
    sent.on("error", (error) => {
      if (!answered) setTimeout(() => answered || reject(error), 5_000);
    });
    sent.end(body);
  });
}
