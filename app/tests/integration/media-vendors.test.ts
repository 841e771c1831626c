import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { mp3, png } from "../media-vendor";
import { coloursOf, drawPng } from "../png-file";
import { startSuite } from "../suite";

// Vendors with APIs of their own behind OpenAI's SDK, against the built gateway: uploads, jobs, files at addresses.

const { host, gateway } = await startSuite({});

let server: Server;
let base: string;
let client: OpenAI;
const seen: { line: string; headers: IncomingMessage["headers"]; body: Buffer }[] = [];
/** How often each address was asked. */
const asked = new Map<string, number>();

const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

function answer(line: string, response: ServerResponse): unknown {
  const times = (asked.get(line) ?? 0) + 1;
  asked.set(line, times);
  switch (line) {
    case "POST /eleven/text-to-speech/EXAVITQu4vr4xnSDxMaL/stream?output_format=mp3_44100_128":
      return response.writeHead(200, { "content-type": "audio/mpeg" }).end(mp3);
    case "POST /eleven/speech-to-text":
      return json(response, {
        text: "pong",
        language_code: "eng",
        words: [{ text: "pong", start: 0, end: 2, type: "word" }],
      });
    case "POST /assembly/v2/upload":
      return json(response, { upload_url: `${base}/files/upload` });
    case "POST /assembly/v2/transcript":
      return json(response, { id: "t1", status: "queued" });
    case "GET /assembly/v2/transcript/t1":
      return json(
        response,
        times < 2 ? { id: "t1", status: "processing" } : { id: "t1", status: "completed", text: "pong" },
      );
    case "POST /replicate/models/owner/name/predictions":
      return json(response, { id: "p1", status: "processing" }, 201);
    case "GET /replicate/predictions/p1":
      return json(response, { id: "p1", status: "succeeded", output: [`${base}/files/moved`] });
    case "GET /files/moved":
      return response.writeHead(302, { location: "/files/picture" }).end();
    case "GET /files/picture":
      return response.writeHead(200, { "content-type": "image/png" }).end(png);
    case "POST /stability/v2beta/stable-image/generate/core":
      return json(response, { image: png.toString("base64"), finish_reason: "SUCCESS" });
    case "POST /stability/v2beta/stable-image/edit/inpaint":
      return json(response, { image: png.toString("base64"), finish_reason: "SUCCESS" });
    case "POST /broke/v2beta/stable-image/generate/core":
      return json(response, { errors: ["no credits left"] }, 402);
    case "GET /stability/v1/user/balance":
      return json(response, { credits: 5 });
    case "POST /runway/text_to_video":
      return json(response, { id: "task 1" });
    case "GET /runway/tasks/task%201":
      return json(response, {
        id: "task 1",
        status: times < 2 ? "RUNNING" : "SUCCEEDED",
        progress: 0.5,
        output: times < 2 ? undefined : [`${base}/files/film`],
      });
    case "GET /files/film":
      return response.writeHead(200, { "content-type": "video/mp4" }).end(mp3);
  }
  return json(response, { error: `unexpected ${line}` }, 500);
}

const provider = (id: string, adapter: string, path: string, model: string, priority = 0) => ({
  id,
  adapter,
  baseUrl: `${base}/${path}`,
  credentials: [{ name: "a", value: `sk-${id}` }],
  models: [{ id: "m", upstream: model }],
  priority,
});

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const line = `${request.method} ${request.url}`;
    seen.push({ line, headers: request.headers, body: Buffer.concat(pieces) });
    answer(line, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });
});
afterAll(async () => {
  await host?.stop();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  asked.clear();
});

test("ElevenLabs speaks and listens", async () => {
  await gateway.configure({ providers: [provider("eleven", "elevenlabs", "eleven", "eleven_v3")] });
  const spoken = await client.audio.speech.create({ model: "m", voice: "nova", input: "ping" });
  expect(Buffer.from(await spoken.arrayBuffer()).equals(mp3)).toBe(true);
  expect(seen[0]!.headers["xi-api-key"]).toBe("sk-eleven");
  expect(JSON.parse(String(seen[0]!.body))).toEqual({ text: "ping", model_id: "eleven_v3" });
  const heard = await client.audio.transcriptions.create({
    model: "m",
    file: await toFile(mp3, "a.mp3", { type: "audio/mpeg" }),
    response_format: "verbose_json",
    timestamp_granularities: ["word"],
  });
  expect(heard).toMatchObject({ text: "pong", duration: 2, words: [{ word: "pong", start: 0, end: 2 }] });
  expect(seen[1]!.body.includes(mp3)).toBe(true);
});

test("AssemblyAI listens by upload and job", async () => {
  await gateway.configure({ providers: [provider("assembly", "assemblyai", "assembly", "universal-2")] });
  const heard = await client.audio.transcriptions.create({ model: "m", file: await toFile(mp3, "a.mp3") });
  expect(heard.text).toBe("pong");
  expect(seen[0]!.body.equals(mp3)).toBe(true);
  expect(seen.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill("sk-assembly"));
  expect(JSON.parse(String(seen[1]!.body))).toMatchObject({ audio_url: `${base}/files/upload` });
});

test("Replicate draws by a job; the file behind its address comes as base64, without the credential", async () => {
  await gateway.configure({ providers: [provider("replicate", "replicate", "replicate", "owner/name")] });
  const made = await client.images.generate({ model: "m", prompt: "a cat", response_format: "b64_json" });
  expect(made.data?.[0]?.b64_json).toBe(png.toString("base64"));
  expect(seen.map(({ headers }) => headers.authorization)).toEqual([
    "Bearer sk-replicate",
    "Bearer sk-replicate",
    undefined,
    undefined,
  ]);
});

test("Stability stands in for one that is out of credits, and its key can be tested", async () => {
  await gateway.configure({
    providers: [
      provider("broke", "stability", "broke", "stable-image-core"),
      provider("stability", "stability", "stability", "stable-image-core", 1),
    ],
  });
  const { data, response } = await client.images.generate({ model: "m", prompt: "a cat" }).withResponse();
  expect(data.data?.[0]?.b64_json).toBe(png.toString("base64"));
  const row = await gateway.log(response.headers.get("x-request-id"));
  expect(row.attempts).toMatchObject([
    { providerId: "broke", status: 402 },
    { providerId: "stability", status: 200 },
  ]);
  const tested = await gateway.admin("/api/admin/providers/stability/test", { method: "POST", json: {} });
  expect(await tested.json()).toMatchObject({ ok: true, status: 200 });
});

test("OpenAI's transparent mask reaches Stability in black and white", async () => {
  await gateway.configure({ providers: [provider("inpaint", "stability", "stability", "stable-image-inpaint")] });
  const edit = (mask: Buffer) =>
    client.images.edit({
      model: "m",
      prompt: "a hat",
      image: new File([new Uint8Array(png)], "a.png", { type: "image/png" }),
      mask: new File([new Uint8Array(mask)], "m.png", { type: "image/png" }),
      response_format: "b64_json",
    });
  const mask = drawPng({ size: [2, 1], rows: [[0, 9, 9, 9, 0, 9, 9, 9, 255]] });
  const made = await edit(mask);
  expect(made.data?.[0]?.b64_json).toBe(png.toString("base64"));
  const form = seen[0]!.body;
  expect(coloursOf(form.subarray(form.lastIndexOf(png.subarray(0, 8))))).toEqual(["WB"]);
  const unpacked = mask.indexOf("IDAT") + 4;
  await expect(edit(mask.fill(7, unpacked, unpacked + 5))).rejects.toMatchObject({ status: 400, param: "mask" });
  expect(seen).toHaveLength(1);
});

test("Runway makes a video that is asked for and fetched by the gateway's own id", async () => {
  await gateway.configure({ providers: [provider("runway", "runway", "runway", "gen4.5")] });
  const created = await client.videos.create({ model: "m", prompt: "a cat", seconds: "8", size: "1280x720" });
  expect(created).toMatchObject({ status: "queued", seconds: "8", size: "1280x720" });
  expect(created.id).not.toContain("task");
  expect(await client.videos.retrieve(created.id)).toMatchObject({
    id: created.id,
    status: "in_progress",
    progress: 50,
  });
  expect(await client.videos.retrieve(created.id)).toMatchObject({ status: "completed", progress: 100 });
  const film = await client.videos.downloadContent(created.id);
  expect(Buffer.from(await film.arrayBuffer()).equals(mp3)).toBe(true);
  expect(seen.at(-1)).toMatchObject({ line: "GET /files/film" });
  expect(seen.at(-1)!.headers.authorization).toBeUndefined();
  expect(seen[0]!.headers["x-runway-version"]).toBe("2024-11-06");
});
