import type { Provider } from "../../config/entities";
import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { toBase64 } from "../../openai/vectors";
import type { UpstreamResponse } from "../../ports";
import { classifyHost } from "../../upstream-url";
import type { PrepareContext } from "../target";

// Images, videos and files behind an address, for upstreams that take bytes only. The address is the client's, so it is
// fetched like nothing else here: public hosts only (private ones only for a provider that is on one itself), no header of
// ours, few redirects, each judged anew, and limits on number, size and time.

const mostAddresses = 20;
const mostBytes = 20 * 1024 * 1024;
const mostBytesTogether = 32 * 1024 * 1024;
const patienceMs = 15_000;
const mostRedirects = 3;

/** A place in a request that holds an address. */
export interface Spot {
  url: string;
  /** The field, for errors. */
  at: string;
  put(dataUri: string): void;
}

/** What was fetched for a request, for its further attempts. */
const fetched = new WeakMap<JsonObject, JsonObject>();

/**
 * The body with every address replaced by a data URI; the same body, at once, where it holds none. `isKept`: addresses
 * that the upstream reads itself. Throws a 400 that names the field where one cannot be had.
 */
export function withInlineMedia(
  body: JsonObject,
  provider: Provider,
  context: PrepareContext,
  isKept: (url: string) => boolean = () => false,
): JsonObject | Promise<JsonObject> {
  if (!mayHoldAddress(body)) return body;
  const known = fetched.get(body);
  if (known !== undefined) return known;
  const copy: JsonObject = { ...body };
  const spots = collect(copy).filter(({ url }) => !isKept(url));
  if (spots.length === 0) return body;
  return fetchSpots(spots, provider, context).then(() => {
    fetched.set(body, copy);
    return copy;
  });
}

export const isAddress = (value: unknown): value is string => typeof value === "string" && /^https?:\/\//i.test(value);

/** A cheap look: texts alone need no copy. */
const mayHoldAddress = (body: JsonObject): boolean =>
  Array.isArray(body.messages) &&
  body.messages.some(
    (message) =>
      isObject(message) &&
      Array.isArray(message.content) &&
      message.content.some((part) => isObject(part) && part.type !== "text"),
  );

/** Copies the messages as deep as the addresses lie. */
function collect(body: JsonObject): Spot[] {
  const spots: Spot[] = [];
  body.messages = (body.messages as unknown[]).map((message, index) => {
    if (!isObject(message) || !Array.isArray(message.content)) return message;
    const content = message.content.map((part, place) =>
      isObject(part) ? copyPart(part, `messages[${index}].content[${place}]`, spots) : part,
    );
    return { ...message, content };
  });
  return spots;
}

function copyPart(part: JsonObject, at: string, spots: Spot[]): JsonObject {
  if (part.type === "image_url" || part.type === "video_url") {
    const holder = isObject(part[part.type]) ? { ...(part[part.type] as JsonObject) } : { url: part[part.type] };
    if (!isAddress(holder.url)) return part;
    spots.push({
      url: holder.url,
      at: `${at}.${part.type}.url`,
      put: (uri) => {
        holder.url = uri;
      },
    });
    return { ...part, [part.type]: holder };
  }
  if (part.type === "file" && isObject(part.file) && isAddress(part.file.file_data)) {
    const file: JsonObject = { ...part.file };
    spots.push({
      url: part.file.file_data,
      at: `${at}.file.file_data`,
      put: (uri) => {
        file.file_data = uri;
      },
    });
    return { ...part, file };
  }
  return part;
}

/** Puts what lies behind each address in its place. Throws a 400 that names the field where one cannot be had. */
export function fetchSpots(spots: readonly Spot[], provider: Provider, context: PrepareContext): Promise<void> {
  if (spots.length > mostAddresses)
    throw badRequest(`At most ${mostAddresses} addresses are fetched for one request.`, spots[mostAddresses]!.at);
  return fetchAll(spots, provider, context);
}

async function fetchAll(spots: readonly Spot[], provider: Provider, context: PrepareContext): Promise<void> {
  const publicOnly = classifyHost(new URL(provider.baseUrl).hostname) === "public";
  const left = { bytes: mostBytesTogether };
  const abort = new AbortController();
  const stop = () => abort.abort();
  context.signal.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(stop, patienceMs);
  try {
    await Promise.all(
      spots.map(async (spot) => spot.put(await fetchOne(spot, publicOnly, left, context, abort.signal))),
    );
  } finally {
    clearTimeout(timer);
    abort.abort();
    context.signal.removeEventListener("abort", stop);
  }
}

async function fetchOne(
  { url, at }: Spot,
  publicOnly: boolean,
  left: { bytes: number },
  context: PrepareContext,
  signal: AbortSignal,
): Promise<string> {
  let address = url;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    let response: UpstreamResponse;
    try {
      response = await context.fetch(address, {
        method: "GET",
        headers: { accept: "*/*", "accept-encoding": "identity" },
        body: null,
        signal,
        publicOnly,
      });
    } catch (error) {
      if (context.signal.aborted) throw error;
      throw unusable(at, signal.aborted ? `it did not come within ${patienceMs / 1000} s` : reasonOf(error));
    }
    const location = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && location !== null) {
      response.body
        ?.getReader()
        .cancel()
        .catch(() => {});
      if (!URL.canParse(location, address)) throw unusable(at, "it redirects to what is no address");
      address = new URL(location, address).href;
      if (!isAddress(address)) throw unusable(at, "it redirects to what is no web address");
      continue;
    }
    if (response.status !== 200) {
      response.body
        ?.getReader()
        .cancel()
        .catch(() => {});
      throw unusable(at, `its host answered ${response.status}`);
    }
    const bytes = await readBytes(response, at, left);
    return `data:${mediaTypeOf(response.headers.get("content-type"), address, bytes)};base64,${toBase64(bytes)}`;
  }
  throw unusable(at, `it redirects more than ${mostRedirects} times`);
}

async function readBytes(response: UpstreamResponse, at: string, left: { bytes: number }): Promise<Uint8Array> {
  if (response.body === null) throw unusable(at, "it is empty");
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    left.bytes -= value.byteLength;
    if (size > mostBytes || left.bytes < 0) {
      reader.cancel().catch(() => {});
      throw unusable(
        at,
        `it is larger than what is fetched (${mostBytes >> 20} MiB, ${mostBytesTogether >> 20} MiB together)`,
      );
    }
    pieces.push(value);
  }
  if (size === 0) throw unusable(at, "it is empty");
  const bytes = new Uint8Array(size);
  let place = 0;
  for (const piece of pieces) {
    bytes.set(piece, place);
    place += piece.byteLength;
  }
  return bytes;
}

const signatures: [start: string, mediaType: string][] = [
  ["89504e47", "image/png"],
  ["ffd8ff", "image/jpeg"],
  ["47494638", "image/gif"],
  ["25504446", "application/pdf"],
];

/** What the bytes themselves say goes before what the host says: many serve images as octet-stream. */
function mediaTypeOf(header: string | null, url: string, bytes: Uint8Array): string {
  const start = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const known = signatures.find(([signature]) => start.startsWith(signature))?.[1];
  if (known !== undefined) return known;
  if (start.startsWith("52494646") && start.slice(16) === "57454250") return "image/webp";
  const said = header?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (/^[\w.+-]+\/[\w.+-]+$/.test(said) && said !== "application/octet-stream") return said;
  return /\.mp4(?:$|\?)/i.test(url) ? "video/mp4" : "application/octet-stream";
}

const reasonOf = (error: unknown): string =>
  error instanceof Error &&
  /not allowed/.test(`${error.message} ${error.cause instanceof Error ? error.cause.message : ""}`)
    ? "its address is not allowed"
    : "its host cannot be reached";

const unusable = (at: string, reason: string) =>
  badRequest(`What '${at}' points to could not be fetched: ${reason}.`, at);
