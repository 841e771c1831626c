import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A mock vendor on loopback with OpenAI's image, audio, moderation and video endpoints, reranking, and an API of its own
 * under `/native`. How it behaves stands in the base URL, as for upstream.ts:
 *
 *   status=N   answers N with OpenAI's error body     reset    closes the socket instead of answering
 *   cut        breaks the body off in the middle      quiet    a stream of events ends without its last
 *   error-200  an error object in a 200
 *   drip       audio in small pieces, for ten seconds  empty    200 without a body
 */
export interface MediaVendor {
  url(...manners: string[]): string;
  calls: MediaVendorCall[];
  /** Keys that are answered with 401. */
  refusedKeys: Set<string>;
  close(): Promise<void>;
}

export interface MediaVendorCall {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** JSON bodies and the text fields of forms. */
  fields: Record<string, unknown>;
  files: { field: string; name: string; type: string; bytes: Buffer }[];
  raw: Buffer;
  closedEarly: boolean;
}

/** One pixel, and a second of nothing. */
export const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
export const mp3 = Buffer.concat([Buffer.from("ID3"), Buffer.alloc(60_000, 0xf1)]);

export async function startMediaVendor(): Promise<MediaVendor> {
  const calls: MediaVendorCall[] = [];
  const refusedKeys = new Set<string>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const raw = Buffer.concat(pieces);
    const [, segment = "", ...rest] = (request.url ?? "").split("/");
    const manners = new Set(decodeURIComponent(segment).split("&"));
    const call: MediaVendorCall = {
      method: request.method ?? "",
      path: `/${rest.join("/")}`,
      headers: request.headers,
      raw,
      closedEarly: false,
      ...(await readFields(request, raw)),
    };
    calls.push(call);
    response.on("close", () => {
      if (!response.writableEnded) call.closedEarly = true;
    });
    const key = request.headers.authorization?.replace("Bearer ", "") ?? "";
    const status = [...manners].find((manner) => manner.startsWith("status="))?.slice(7);
    if (manners.has("reset")) request.socket.destroy();
    else if (refusedKeys.has(key)) refuse(response, 401, `Incorrect API key provided: ${key}`);
    else if (status !== undefined) refuse(response, Number(status), `mock says ${status} to ${key}`);
    else answer(call, manners, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    refusedKeys,
    url: (...manners) => `http://127.0.0.1:${port}/${encodeURIComponent(manners.join("&") || "ok")}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readFields(
  { headers }: IncomingMessage,
  raw: Buffer,
): Promise<Pick<MediaVendorCall, "fields" | "files">> {
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/json") && raw.length > 0) return { fields: JSON.parse(String(raw)), files: [] };
  if (!type.startsWith("multipart/form-data")) return { fields: {}, files: [] };
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": type } }).formData();
  const fields: Record<string, unknown> = {};
  const files: MediaVendorCall["files"] = [];
  for (const [field, value] of form.entries()) {
    if (typeof value === "string") fields[field] = value;
    else files.push({ field, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { fields, files };
}

const json = (response: ServerResponse, status: number, value: unknown, headers = {}): unknown =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));

const refuse = (response: ServerResponse, status: number, message: string): unknown =>
  json(response, status, { error: { message, type: "mock_error", param: null, code: null } });

const imageUsage = {
  total_tokens: 50,
  input_tokens: 10,
  output_tokens: 40,
  input_tokens_details: { text_tokens: 10, image_tokens: 0 },
};

function answer(call: MediaVendorCall, manners: Set<string>, response: ServerResponse): unknown {
  const { path, fields } = call;
  const [, , operation = "", ...more] = path.split("?")[0]!.split("/");
  if (manners.has("empty")) return response.writeHead(200, { "content-type": "audio/mpeg" }).end();
  if (manners.has("error-200")) return json(response, 200, { error: { message: "overloaded", code: "overloaded" } });
  if (operation === "native") return nativeApi(call, response);
  const events = (list: object[]): unknown => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of manners.has("quiet") ? list.slice(0, -1) : list)
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    return response.end();
  };
  switch (`${operation}/${more.join("/")}`) {
    case "images/generations":
    case "images/edits": {
      const name = more[0] === "edits" ? "image_edit" : "image_generation";
      const b64_json = png.toString("base64");
      if (String(fields.stream) === "true")
        return events([
          { type: `${name}.partial_image`, b64_json, partial_image_index: 0 },
          { type: `${name}.completed`, b64_json, usage: imageUsage },
        ]);
      return json(response, 200, { created: 1, data: [{ b64_json }], usage: imageUsage });
    }
    case "audio/speech":
      if (fields.stream_format === "sse")
        return events([
          { type: "speech.audio.delta", audio: "AAAA" },
          { type: "speech.audio.done", usage: { input_tokens: 3, output_tokens: 9, total_tokens: 12 } },
        ]);
      response.writeHead(200, { "content-type": "audio/mpeg" });
      response.write(mp3.subarray(0, 30_000));
      if (manners.has("drip")) return drip(response, 200);
      if (manners.has("cut")) return setTimeout(() => response.destroy(), 50);
      return response.end(mp3.subarray(30_000));
    case "audio/transcriptions":
    case "audio/translations": {
      if (String(fields.stream) === "true")
        return events([
          { type: "transcript.text.delta", delta: "po" },
          { type: "transcript.text.delta", delta: "ng" },
          {
            type: "transcript.text.done",
            text: "pong",
            usage: { type: "tokens", input_tokens: 14, output_tokens: 5, total_tokens: 19 },
          },
        ]);
      const format = fields.response_format;
      if (format === "text" || format === "srt" || format === "vtt") {
        const text = { text: "pong\n", srt: "1\n00:00:00,000 --> 00:00:01,000\npong\n\n", vtt: "WEBVTT\n\npong\n" };
        return response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(text[format]);
      }
      return json(response, 200, { text: "pong", usage: { type: "duration", seconds: 3 } });
    }
    case "moderations/":
      return json(response, 200, { id: "modr-1", model: fields.model, results: [{ flagged: false, categories: {} }] });
    case "rerank/":
      return json(response, 200, {
        id: "r-1",
        model: fields.model,
        results: [
          { index: 1, relevance_score: 0.9, document: { text: "not what was sent" } },
          { index: 0, relevance_score: 0.1 },
        ],
        usage: { total_tokens: 21 },
      });
    case "models/":
      return json(response, 200, { object: "list", data: [{ id: "mock-image" }] });
  }
  if (operation === "videos") return videos(call, more, response);
  return refuse(response, 404, `no ${path} here`);
}

function drip(response: ServerResponse, pieces: number): void {
  if (response.destroyed) return;
  if (pieces === 0) return void response.end();
  response.write(mp3.subarray(0, 1_000));
  setTimeout(() => drip(response, pieces - 1), 50);
}

function videos({ method, fields }: MediaVendorCall, [id, part]: string[], response: ServerResponse): unknown {
  const video = {
    id: id ?? "video_up/1",
    object: "video",
    created_at: 1,
    model: "sora-mock",
    status: id === undefined ? "queued" : "completed",
    progress: id === undefined ? 0 : 100,
    seconds: fields.seconds ?? "4",
    size: "720x1280",
  };
  if (id !== undefined && decodeURIComponent(id) !== "video_up/1") return refuse(response, 404, "no such video");
  if (part === "remix") return json(response, 200, { ...video, id: "video_up/2", status: "queued" });
  if (part === "content") return response.writeHead(200, { "content-type": "video/mp4" }).end(mp3);
  if (method === "DELETE")
    return json(response, 200, { id: decodeURIComponent(id!), object: "video.deleted", deleted: true });
  return json(response, 200, id === undefined ? video : { ...video, id: decodeURIComponent(id) });
}

/** Something that no operation of the gateway covers. */
function nativeApi({ method, path, headers, raw }: MediaVendorCall, response: ServerResponse): unknown {
  if (path.includes("/teapot")) return json(response, 418, { detail: "short and stout", key: headers.authorization });
  if (path.includes("/binary")) return response.writeHead(200, { "content-type": "video/mp4" }).end(mp3);
  if (path.includes("/moved")) return response.writeHead(302, { location: "https://files.example/one?signed=1" }).end();
  if (path.includes("/gone")) return response.writeHead(204).end();
  if (path.includes("/events")) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write('data: {"choices":[{"delta":{"content":"a"}}]}\n\n');
    response.write('data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}\n\n');
    return response.end("data: [DONE]\n\n");
  }
  return json(
    response,
    200,
    { method, path, body: String(raw), usage: { prompt_tokens: 5, completion_tokens: 1 } },
    { "set-cookie": "spy=1", "x-vendor": "yes" },
  );
}
