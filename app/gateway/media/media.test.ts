import { expect, test } from "vitest";
import type { ByteResult } from "../ports";
import type { StreamEnd } from "../stream/deliver";
import { deliverBytes } from "./deliver";
import { parseForm } from "./form";
import { nearestRatio } from "./images";
import { answerHeaders } from "./passthrough-headers";
import { checkPassthroughPath, passthroughUrl } from "./passthrough-path";
import { EventMeter, JsonMeter } from "./stream-meter";

const bytes = (text: string) => new TextEncoder().encode(text);

test("paths that stay below the base URL pass as they are, encoded slashes among them", () => {
  for (const path of [
    "",
    "a",
    "a/b/",
    "models/org%2Fname:predict",
    "a..b/..c",
    "x/%E4%B8%AD",
    "files/a%20b",
    "a/100%25",
  ])
    expect(checkPassthroughPath(path)).toBe(path);
});

test("paths that lead elsewhere are refused, however they are encoded", () => {
  for (const path of [
    "..",
    "a/../b",
    "./a",
    "/a",
    "a//b",
    "//host",
    "%2e%2e/a",
    "%252e%252e%252fa",
    "a%2f..%2fb",
    "..%5ca",
    "a\\b",
    "..;x/a",
    "a%0ab",
    "a#b",
    "%",
    "%c0%ae",
    "https://host/",
  ])
    expect(() => checkPassthroughPath(path), path).toThrow(expect.objectContaining({ status: 400, param: "path" }));
});

test("an address is only made below the base URL", () => {
  expect(passthroughUrl("https://a.example/v1", "x/y", "?q=1")).toBe("https://a.example/v1/x/y?q=1");
  expect(passthroughUrl("https://a.example", "x", "")).toBe("https://a.example/x");
  for (const path of ["../x", "%2e%2e/x", ".%2e/x"])
    expect(() => passthroughUrl("https://a.example/v1", path, "")).toThrow();
});

test("an upstream's headers come back without the connection's, cookies, the credential and its own address", () => {
  const headers = new Headers({
    "x-vendor": "1",
    "set-cookie": "a=b",
    "keep-alive": "1",
    connection: "x-hop",
    "x-hop": "1",
    "x-echo": "Bearer sk-secret",
    "x-echo-too": "also header-secret",
    "openai-organization": "org-1",
    via: "1.1 a.example",
    "content-encoding": "gzip",
    "x-request-id": "up",
    location: "https://a.example/v1/jobs/1",
  });
  const options = {
    baseUrl: "https://a.example/v1",
    secrets: ["sk-secret", "header-secret"],
    prefix: "/v1/passthrough/a",
  };
  expect(answerHeaders({ status: 201, headers, body: null, text: async () => "" }, options)).toEqual({
    "x-vendor": "1",
    location: "/v1/passthrough/a/jobs/1",
    "x-upstream-request-id": "up",
  });
});

test("a form is taken apart up to a thousand fields, whatever its files have in them", async () => {
  const boundary = "----a-form-boundary-0123456789";
  const field = (text: string) => `--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\n${text}\r\n`;
  const form = (count: number, text: string) => bytes(`${field(text).repeat(count)}--${boundary}--\r\n`);
  const lines = "--c\r\n-\r\n------a-form\r\n".repeat(2_000);
  for (const type of [`multipart/form-data; boundary=${boundary}`, `multipart/form-data; boundary="${boundary}"`]) {
    expect([...(await parseForm(form(999, ""), type)).keys()]).toHaveLength(999);
    expect((await parseForm(form(1, lines), type)).get("a")).toBe(lines);
    await expect(parseForm(form(1_000, ""), type)).rejects.toMatchObject({ message: expect.stringContaining("1000") });
  }
});

test("usage is read from every vendor's stream, in pieces of any size", () => {
  const anthropic =
    'event: message_start\ndata: {"type":"message_start","message":{"usage":{"input_tokens":5,"cache_read_input_tokens":7,"cache_creation_input_tokens":0,"output_tokens":1}}}\n\nevent: message_delta\ndata: {"type":"message_delta","usage":{"output_tokens":9}}\n\n';
  const gemini = 'data: {"usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":2,"thoughtsTokenCount":3}}\n\n';
  const openai = 'data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}\n\ndata: [DONE]\n\n';
  for (const [text, expected] of [
    [anthropic, { promptTokens: 12, cachedTokens: 7, completionTokens: 9 }],
    [gemini, { promptTokens: 4, completionTokens: 5, reasoningTokens: 3 }],
    [openai, { promptTokens: 7, completionTokens: 2 }],
  ] as const)
    for (const size of [1, 7, 4096]) {
      const meter = new EventMeter(false);
      const all = bytes(text);
      for (let start = 0; start < all.length; start += size) meter.push(all.subarray(start, start + size));
      expect(meter.complete()).toBe(true);
      expect(meter.usage).toMatchObject(expected);
    }
  const whole = new JsonMeter();
  whole.push(bytes('{"model":"m","usage":{"input_tokens":3,'));
  whole.push(bytes('"output_tokens":4}}'));
  expect([whole.model, whole.usage]).toMatchObject(["m", { promptTokens: 3, completionTokens: 4 }]);
});

test("typed events without their last are a cut stream, an error event tells why", () => {
  const after = (text: string) => {
    const meter = new EventMeter(true);
    meter.push(bytes(text));
    return [meter.complete(), meter.error];
  };
  expect(after('data: {"type":"transcript.text.delta","delta":"a"}\n\n')).toEqual([false, null]);
  expect(after('data: {"type":"transcript.text.done","text":"a"}')).toEqual([true, null]);
  expect(after('data: {"type":"error","error":{"message":"no more"}}\n\n')).toEqual([false, "no more"]);
  expect(after('data: {"text":"a"}\n\n')).toEqual([true, null]);
});

test("a silent upstream ends the delivery with a failure; a heartbeat shows in the meantime", async () => {
  const ends: StreamEnd[] = [];
  const pieces: ByteResult[] = [{ done: false, value: bytes("a") }];
  const reader = {
    read: () => {
      const piece = pieces.shift();
      return piece === undefined ? new Promise<ByteResult>(() => {}) : Promise.resolve(piece);
    },
    cancel: async () => {},
  };
  const { body } = deliverBytes({
    stream: { reader, meter: null },
    idleMs: 30,
    heartbeatMs: 10,
    abort: () => {},
    finish: (how) => {
      ends.push(how);
      return bytes("!");
    },
  });
  const text = await new Response(body).text();
  expect(text).toMatch(/^a(?::\n\n)+!$/);
  expect(ends).toMatchObject([{ kind: "failed", failure: { kind: "timeout", code: "upstream_timeout" } }]);
});

test("sizes find the ratio that is nearest", () => {
  expect(nearestRatio("1792x1024", ["1:1", "16:9", "3:2"])).toBe("16:9");
  expect(nearestRatio("1280x720", ["1920:1080", "1280:720"])).toBe("1280:720");
  expect(nearestRatio("auto", ["1:1"])).toBeNull();
});
