import { adapterById } from "~/gateway/adapters/registry";
import type { Provider } from "~/gateway/config/entities";
import { readAll } from "~/gateway/media/bytes";
import type { MediaAnswer, MediaCall } from "~/gateway/media/media";
import { isMediaStream } from "~/gateway/media/media";
import type { MediaOperation, VideoAction } from "~/gateway/media/media-request";
import { Upstream } from "~/gateway/media/upstream";
import type { JsonObject } from "~/gateway/openai/fields";

/** One call of an adapter to its vendor, forms taken apart. */
export interface SentCall {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Parsed JSON; the fields of a form, files as `name type length`; else the bytes. */
  body: unknown;
}

type Scripted = JsonObject | unknown[] | Response;

/**
 * Runs an adapter's operation against scripted answers, taken in order: objects are JSON answers of 200. Pauses take no
 * time. Gives the answer, its body parsed where it is JSON, and what was sent.
 */
export async function runMedia(
  adapter: string,
  operation: MediaOperation,
  {
    body,
    files = [],
    video = null,
    model = "vendor-model",
    options = {},
    preset = null,
    signal = new AbortController().signal,
    sleep = async () => {},
    seen = () => {},
  }: {
    body: JsonObject;
    files?: [field: string, file: File][];
    video?: VideoAction | null;
    model?: string;
    options?: JsonObject;
    preset?: string | null;
    /** Ends with the attempt. */
    signal?: AbortSignal;
    sleep?: () => Promise<void>;
    /** Told of each call as it is made: its method and address. */
    seen?: (call: string) => void;
  },
  answers: Scripted[],
  baseUrl = "https://vendor.example/v1",
): Promise<{ answer: MediaAnswer; content: unknown; sent: SentCall[] }> {
  const sent: SentCall[] = [];
  const left = [...answers];
  const fetch = async (
    url: string,
    init: { method: string; headers: Record<string, string>; body: string | Uint8Array | null },
  ) => {
    seen(`${init.method} ${url}`);
    sent.push({ method: init.method, url, headers: init.headers, body: await readSent(init) });
    const next = left.shift();
    if (next === undefined) throw new Error(`an unexpected call to ${url}`);
    return next instanceof Response ? next : Response.json(next);
  };
  const runner = adapterById(adapter)?.media;
  if (!runner?.operations.has(operation)) throw new Error(`${adapter} has no ${operation}`);
  const ports = { fetch, now: Date.now, sleep };
  const upstream = new Upstream(ports, { signal }, baseUrl, runner.error);
  const provider = { id: "p", adapter, baseUrl, preset, options, headers: {} } as Provider;
  const credential = {
    id: "c",
    name: "a",
    secret: "sk-secret",
    state: "ok" as const,
    rejections: 0,
    cooldownUntil: null,
    lastError: null,
  };
  const answer = await runner.run(mediaCall(operation, body, files, video), { provider, credential, model }, upstream);
  if (left.length > 0) throw new Error(`${left.length} answers were not asked for`);
  return { answer, content: await contentOf(answer), sent };
}

function mediaCall(
  operation: MediaOperation,
  body: JsonObject,
  files: [string, File][],
  video: VideoAction | null,
): MediaCall {
  const form = files.length === 0 ? null : new FormData();
  for (const [field, file] of files) form?.append(field, file, file.name);
  return {
    operation,
    body,
    text: null,
    model: "m",
    stream: false,
    includeUsage: false,
    routing: { provider: null, models: [], strategy: null, metadata: null },
    surface: null,
    native: null,
    media: { form, idempotencyKey: null, keyId: "k", pinned: null, video, passthrough: null },
  };
}

async function contentOf({ body, contentType }: MediaAnswer): Promise<unknown> {
  const bytes = isMediaStream(body) ? await readAll(body.reader, 1e8) : body;
  if (typeof bytes === "string") return contentType === "application/json" ? JSON.parse(bytes) : bytes;
  return bytes;
}

async function readSent({
  headers,
  body,
}: {
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}): Promise<unknown> {
  const type = headers["content-type"] ?? "";
  if (typeof body === "string") return JSON.parse(body);
  if (body === null || !type.startsWith("multipart/form-data")) return body;
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  return Object.fromEntries(
    [...form.entries()].map(([name, value]) => [
      name,
      typeof value === "string" ? value : `${value.name} ${value.type} ${value.size}`,
    ]),
  );
}

/** One pixel. */
export const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const pixelFile = () => new File([Buffer.from(pixel, "base64")], "a.png", { type: "image/png" });
export const soundFile = () => new File([new Uint8Array([73, 68, 51, 4])], "a.mp3", { type: "audio/mpeg" });
