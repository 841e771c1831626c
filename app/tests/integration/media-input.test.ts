import { expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startMediaSuite } from "../media-suite";
import { mp3 } from "../media-vendor";

// What requests for media are refused for, before any upstream is called.

const { host, gateway, vendor, provider, configure } = await startMediaSuite();

const badJson: [string, object, string][] = [
  ["/v1/images/generations", { model: "m" }, "prompt"],
  ["/v1/images/generations", { prompt: "x" }, "model"],
  ["/v1/images/generations", { model: "m", prompt: 7 }, "prompt"],
  ["/v1/images/generations", { model: "m", prompt: "x", n: 0 }, "n"],
  ["/v1/images/generations", { model: "m", prompt: "x", size: "huge" }, "size"],
  ["/v1/images/generations", { model: "m", prompt: "x", response_format: "gif" }, "response_format"],
  ["/v1/images/edits", { model: "m", prompt: "x" }, "image"],
  ["/v1/audio/speech", { model: "m", input: "x" }, "voice"],
  ["/v1/audio/speech", { model: "m", voice: "v" }, "input"],
  ["/v1/audio/speech", { model: "m", voice: "v", input: "x", speed: 9 }, "speed"],
  ["/v1/audio/speech", { model: "m", voice: "v", input: "x", response_format: "midi" }, "response_format"],
  ["/v1/audio/transcriptions", { model: "m" }, "content-type"],
  ["/v1/moderations", { model: "m" }, "input"],
  ["/v1/moderations", { model: "m", input: 7 }, "input"],
  ["/v1/rerank", { model: "m", query: "q" }, "documents"],
  ["/v1/rerank", { model: "m", query: "q", documents: [] }, "documents"],
  ["/v1/rerank", { model: "m", query: "q", documents: [7] }, "documents[0]"],
  ["/v1/rerank", { model: "m", documents: ["a"] }, "query"],
  ["/v1/rerank", { model: "m", query: "q", documents: ["a"], top_n: 0 }, "top_n"],
  ["/v1/videos", { model: "m" }, "prompt"],
  ["/v1/videos", { model: "m", prompt: "x", seconds: "long" }, "seconds"],
];

test("a bad body is a 400 that names the field, with its row and without a call", async () => {
  await configure(provider("unasked"));
  for (const [path, body, param] of badJson) {
    const answer = await gateway.call(path, body);
    const { error } = (await answer.json()) as { error: { param: string; type: string } };
    expect([path, body, answer.status, error.param, error.type]).toEqual([
      path,
      body,
      400,
      param,
      "invalid_request_error",
    ]);
    expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({ status: 400 });
  }
  expect(vendor.calls).toHaveLength(0);
});

test("a bad form is a 400 that names the field", async () => {
  await configure(provider("unasked-forms"));
  const send = (path: string, fields: Record<string, string | Blob>) => {
    const form = new FormData();
    for (const name in fields) form.append(name, fields[name]!);
    return fetch(`${host.url}${path}`, {
      method: "POST",
      body: form,
      headers: { authorization: `Bearer ${clientKey}` },
    });
  };
  const file = new Blob([mp3]);
  for (const [path, fields, param] of [
    ["/v1/audio/transcriptions", { model: "m" }, "file"],
    ["/v1/audio/transcriptions", { model: "m", file: "not a file" }, "file"],
    ["/v1/audio/transcriptions", { model: "m", file: new Blob([]) }, "file"],
    ["/v1/audio/transcriptions", { file }, "model"],
    ["/v1/audio/transcriptions", { model: "m", file, temperature: "warm" }, "temperature"],
    ["/v1/audio/transcriptions", { model: "m", file, response_format: "html" }, "response_format"],
    ["/v1/audio/transcriptions", { model: "m", file, "timestamp_granularities[]": "year" }, "timestamp_granularities"],
    ["/v1/images/edits", { model: "m", prompt: "x" }, "image"],
    ["/v1/images/edits", { model: "m", image: file }, "prompt"],
    ["/v1/images/generations", { model: "m", prompt: "x" }, "content-type"],
  ] as const) {
    const answer = await send(path, fields);
    const { error } = (await answer.json()) as { error: { param: string } };
    expect([path, Object.keys(fields), answer.status, error.param]).toEqual([path, Object.keys(fields), 400, param]);
  }
  const broken = await fetch(`${host.url}/v1/audio/transcriptions`, {
    method: "POST",
    body: "--x\r\nnonsense",
    headers: { authorization: `Bearer ${clientKey}`, "content-type": "multipart/form-data; boundary=y" },
  });
  expect(broken.status).toBe(400);
  expect(vendor.calls).toHaveLength(0);
});
