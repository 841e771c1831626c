import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, createBrotliDecompress, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { encodePage } from "./encoding.server";
import { serveStatic } from "./static-files.server";

const asking = (encodings: string, init: RequestInit = {}) =>
  new Request("http://gateway.test/admin", { ...init, headers: { "accept-encoding": encodings } });
const html = (body: BodyInit) => new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });

test("a page is compressed as its reader likes it, and says so to caches", async () => {
  const words = "a page of many words ".repeat(200);
  const answer = encodePage(asking("gzip, br"), html(words));
  expect(answer.headers.get("content-encoding")).toBe("br");
  expect(answer.headers.get("vary")).toMatch(/accept-encoding/i);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.byteLength).toBeLessThan(400);
  expect(brotliDecompressSync(bytes).toString()).toBe(words);
  const older = encodePage(asking("gzip, br;q=0"), html(words));
  expect(gunzipSync(Buffer.from(await older.arrayBuffer())).toString()).toBe(words);
});

test("what a page says of itself stays true when it is compressed", async () => {
  const words = "a page of many words ".repeat(200);
  const headers = { "content-type": "text/html", "content-length": "4200", vary: "cookie", "x-own": "1" };
  const answer = encodePage(asking("br"), new Response(words, { status: 418, headers }));
  expect([answer.status, answer.headers.get("content-length"), answer.headers.get("x-own")]).toEqual([418, null, "1"]);
  expect(answer.headers.get("vary")).toBe("cookie, accept-encoding");
  const packed = new Response(words, { headers: { "content-type": "text/html", "content-encoding": "zstd" } });
  expect(encodePage(asking("br"), packed)).toBe(packed);
  await answer.body?.cancel();
});

test("a page that comes in pieces leaves in pieces", async () => {
  let write: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      write = controller;
    },
  });
  const answer = encodePage(asking("br"), html(body));
  write?.enqueue(new TextEncoder().encode("first"));
  const reader = answer.body?.getReader();
  const decoder = createBrotliDecompress();
  const { value } = (await reader?.read()) ?? {};
  const first = new Promise((resolve) => decoder.once("data", (data: Buffer) => resolve(data.toString())));
  decoder.write(value);
  expect(await first).toBe("first");
  await reader?.cancel();
});

test("answers to writes, other types and readers without compression stay as they are", async () => {
  for (const [request, answer] of [
    [asking("br", { method: "POST" }), html("a key")],
    [asking("br"), new Response("data: 1\n\n", { headers: { "content-type": "text/event-stream" } })],
    [asking("br"), Response.json({})],
    [asking("identity"), html("plain")],
    [asking("br"), new Response(null, { status: 304, headers: { "content-type": "text/html" } })],
  ] as const)
    expect(encodePage(request, answer)).toBe(answer);
});

test("static files are compressed once, and anew when they change", async () => {
  const folder = mkdtempSync(join(tmpdir(), "static-"));
  const get = async (path: string) => {
    const request = new Request(`http://gateway.test${path}`, { headers: { "accept-encoding": "br" } });
    const answer = await serveStatic(folder, request);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get("content-length")).toBe(String(bytes.byteLength));
    return answer.headers.get("content-encoding") === "br" ? brotliDecompressSync(bytes).toString() : bytes.toString();
  };
  try {
    writeFileSync(join(folder, "a.js"), "one");
    expect(await get("/a.js")).toBe("one");
    expect(await get("/a.js")).toBe("one");
    writeFileSync(join(folder, "a.js"), "another");
    expect(await get("/a.js")).toBe("another");
    writeFileSync(join(folder, "a.png"), "pixels");
    expect(await get("/a.png")).toBe("pixels");
    expect((await serveStatic(folder, asking("br"))).status).toBe(404);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
