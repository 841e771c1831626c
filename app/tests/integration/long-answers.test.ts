import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// Upstreams whose answers have no end, or none that a process has memory for. The first part of the path says which.

const text = "é世".repeat(60_000);
const completion = (content: string) => ({
  id: "long",
  object: "chat.completion",
  created: 1,
  model: "long",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const json = { "content-type": "application/json" };
const answers: Record<string, (response: ServerResponse) => void> = {
  endless: (response) => writeOn(response.writeHead(200, json), Buffer.alloc(256 * 1024, " ")),
  "endless-error": (response) => writeOn(response.writeHead(500, json), Buffer.alloc(256 * 1024, "x")),
  declared: (response) => response.writeHead(200, { ...json, "content-length": 10 ** 11 }).write("{"),
  packed: (response) =>
    response
      .writeHead(200, { ...json, "content-encoding": "gzip" })
      .end(gzipSync(Buffer.alloc(200 * 1024 * 1024, " "))),
  "oddly packed": (response) =>
    writeOn(response.writeHead(200, { ...json, "content-encoding": "zstd" }), Buffer.alloc(256 * 1024, "x")),
  long: (response) => writePieces(response.writeHead(200, json), Buffer.from(JSON.stringify(completion(text)))),
};

function writeOn(response: ServerResponse, piece: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on("drain", more);
  more();
}

/** In pieces that cut characters in two, and without a declared length. */
function writePieces(response: ServerResponse, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += 10_007) response.write(bytes.subarray(at, at + 10_007));
  response.end();
}

/** Calls that are still open, by the first part of their path. */
const open: string[] = [];

async function startLong() {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url?.split("/")[1] ?? "");
    open.push(name);
    response.on("close", () => open.splice(open.indexOf(name), 1));
    request.resume().on("end", () => answers[name]?.(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name: string) => `http://127.0.0.1:${port}/${encodeURIComponent(name)}/v1`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const { gateway, upstream, vendor } = await startSuite({ upstream: startUpstream, vendor: startLong });

beforeAll(async () => {
  const provider = (id: string, baseUrl: string, models: string[], priority = 0) => ({
    id,
    adapter: "openai",
    baseUrl,
    credentials: [{ name: "a", value: "sk-upstream" }],
    models,
    priority,
  });
  const names = Object.keys(answers);
  await gateway.configure({
    providers: [
      ...names.map((name) => provider(name.replace(" ", "-"), vendor.url(name), [`only-${name}`, `also-${name}`])),
      provider(
        "good",
        upstream.url(),
        names.map((name) => `also-${name}`),
        1,
      ),
    ],
  });
});

for (const name of ["endless", "declared", "packed"]) {
  test(`an answer that is ${name} is given up: the next candidate answers, and the row says why`, async () => {
    const answer = await gateway.chat({ model: `also-${name}` });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-gateway-provider")).toBe("good");
    const id = answer.headers.get("x-request-id");
    await expect.poll(async () => (await gateway.admin(`/api/admin/logs/${id}`)).status).toBe(200);
    expect((await gateway.log(id)).attempts).toMatchObject([
      { providerId: name, status: 200, errorCode: "answer_too_long" },
      { providerId: "good", errorCode: null },
    ]);
    await expect.poll(() => open).toEqual([]);
  });
}

test("without another candidate it is a 502 of the surface's shape", async () => {
  const chat = await gateway.chat({ model: "only-endless" });
  expect(chat.status).toBe(502);
  expect(await chat.json()).toMatchObject({
    error: { code: "upstream_error", message: expect.stringContaining("longer than 64 MB") },
  });
  const messages = { model: "only-declared", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] };
  const anthropic = await gateway.call("/v1/messages", messages);
  expect(anthropic.status).toBe(502);
  expect(await anthropic.json()).toMatchObject({ type: "error", error: { message: expect.stringMatching(/longer/) } });
});

test("an error without an end is read as far as it is of use", async () => {
  const answer = await gateway.chat({ model: "also-endless-error" });
  expect(answer.headers.get("x-gateway-provider")).toBe("good");
  await answer.body?.cancel();
  await expect.poll(() => open).toEqual([]);
});

test("an answer that is packed in a way that nobody knows is given up, and its connection with it", async () => {
  const answer = await gateway.chat({ model: "also-oddly packed" });
  expect(answer.headers.get("x-gateway-provider")).toBe("good");
  await answer.body?.cancel();
  await expect.poll(() => open).toEqual([]);
});

test("pictures without an end are a 502, and no other vendor is paid for them", async () => {
  const answer = await gateway.call("/v1/images/generations", { model: "also-packed", prompt: "a cat" });
  expect(answer.status).toBe(502);
  expect(answer.headers.get("x-gateway-attempts")).toBe("1");
  expect(await answer.text()).toContain("longer than 128 MB");
});

test("testing such a provider and reading its models end, and say why", async () => {
  for (const name of ["endless", "declared"]) {
    const answer = await gateway.admin(`/api/admin/providers/${name}/test`, { method: "POST", json: {} });
    expect(await answer.json()).toMatchObject({ ok: false, error: expect.stringContaining("longer than 16 MB") });
  }
  await expect.poll(() => open).toEqual([]);
});

test("a long answer in many pieces arrives whole", async () => {
  const answer = await gateway.chat({ model: "only-long" });
  expect(await answer.json()).toEqual(completion(text));
});
