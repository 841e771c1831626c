import { type MaskKind, maskKinds, type Settings } from "../config/settings";
import type { JsonObject } from "../openai/fields";
import type { Ports } from "../ports";
import { bodiesPurpose } from "../purposes";
import { maskText, quotes } from "./mask";

/** Longer bodies are cut (bytes of UTF-8): a row of D1 holds 2 MB. */
const mostBytes = 512 * 1024;
/** Characters beyond the cut that are masked too, so that no key is cut in two and then not known. */
const margin = 4_096;
const mostAttempts = 20;

export interface CapturedText {
  text: string;
  /** Of the whole, in UTF-8. */
  bytes: number;
  truncated: boolean;
}

export interface CapturedAttempt {
  requestHeaders: Record<string, string>;
  /** Null where no answer came. */
  status: number | null;
  responseHeaders: Record<string, string>;
}

/** What is recorded of a request beside its log row. */
export interface CapturedBodies {
  /** As the client sent it; null for what is no text. */
  request: CapturedText | null;
  /** As the client got it; a stream as the whole OpenAI answer that it adds up to. Null where none was sent. */
  response: CapturedText | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  /** In the order of the log row's attempts. */
  attempts: CapturedAttempt[];
}

type HeaderSource = { entries?(): Iterable<[string, string]> };

/** Gathers what is recorded of one request while it runs. */
export class Capture {
  #request: string | null;
  readonly #requestHeaders: Record<string, string>;
  readonly #masks: readonly MaskKind[];
  readonly #attempts: CapturedAttempt[] = [];
  #response: string | null = null;
  #responseHeaders: Record<string, string> = {};

  /** `request`: the body as it came, null for what is no text. */
  constructor(request: string | null, headers: HeaderSource, { mask }: Pick<Settings, "mask">) {
    this.#request = request;
    this.#requestHeaders = clientHeaders(headers);
    this.#masks = mask ?? maskKinds;
  }

  /** A call to an upstream goes out. */
  sent(headers: Record<string, string>): void {
    if (this.#attempts.length >= mostAttempts) return;
    this.#attempts.push({ requestHeaders: upstreamHeaders(headers), status: null, responseHeaders: {} });
  }

  /** The upstream of the last call answers; it may quote one of `secrets`. */
  received(status: number, headers: HeaderSource, secrets: readonly string[]): void {
    const attempt = this.#attempts.at(-1);
    if (attempt === undefined) return;
    attempt.status = status;
    attempt.responseHeaders = answerHeaders(headers, secrets);
  }

  /** The answer to the client; `text` is null for a stream. */
  responded(headers: Record<string, string>, text: string | null): void {
    this.#responseHeaders = headers;
    this.#response = text;
  }

  /** What a stream came to; null where nothing came. */
  streamed(whole: JsonObject | null): void {
    this.#response = whole === null ? null : JSON.stringify(whole);
  }

  /** In deferred work, after the answer. */
  async write({ store, seal }: Pick<Ports, "store" | "seal">, requestId: string, createdAt: number): Promise<void> {
    const bodies: CapturedBodies = {
      request: this.#text(this.#request),
      response: this.#text(this.#response),
      requestHeaders: this.#requestHeaders,
      responseHeaders: this.#responseHeaders,
      attempts: this.#attempts,
    };
    this.#request = null;
    this.#response = null;
    await store.saveBodies(requestId, createdAt, await seal(JSON.stringify(bodies), bodiesPurpose(requestId)));
  }

  #text(text: string | null): CapturedText | null {
    if (text === null || text === "") return null;
    if (text.length <= mostBytes) return cut(maskText(text, this.#masks));
    // Nobody looks through the rest of what is cut anyway.
    const masked = maskText(text.slice(0, mostBytes + margin), this.#masks);
    const { byteLength } = new TextEncoder().encode(text);
    return { text: cut(masked.slice(0, -margin)).text, bytes: byteLength, truncated: true };
  }
}

function cut(text: string): CapturedText {
  const whole = new TextEncoder().encode(text);
  if (whole.byteLength <= mostBytes) return { text, bytes: whole.byteLength, truncated: false };
  let end = mostBytes;
  // Not within a character.
  while (end > 0 && (whole[end]! & 0xc0) === 0x80) end--;
  return { text: new TextDecoder().decode(whole.subarray(0, end)), bytes: whole.byteLength, truncated: true };
}

const hidden = "[masked]";
const secret = /auth|cookie|key|token|secret|password|signature|credential|session|assertion/i;
/** They name the upstream, or where this host stands. */
const dropped = new Set([
  "host",
  "location",
  "via",
  "server",
  "alt-svc",
  "nel",
  "report-to",
  "content-location",
  "link",
]);

/** A client's own headers; what may be a secret is masked. */
function clientHeaders(headers: HeaderSource): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of headers.entries?.() ?? [])
    if (name !== "host") shown[name] = secret.test(name) ? hidden : value.slice(0, 1_000);
  return shown;
}

/** Of headers to an upstream only those are shown that are known to hold no secret: a provider may have its own. */
const shownToUpstream =
  /^(?:accept|content-type|user-agent|anthropic-(?:version|beta)|openai-(?:beta|project)|x-request-id|x-stainless-.*)$/i;

function upstreamHeaders(headers: Record<string, string>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const name in headers) {
    const lower = name.toLowerCase();
    if (!dropped.has(lower)) shown[lower] = shownToUpstream.test(lower) ? headers[name]!.slice(0, 1_000) : hidden;
  }
  return shown;
}

function answerHeaders(headers: HeaderSource, secrets: readonly string[]): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of headers.entries?.() ?? []) {
    const lower = name.toLowerCase();
    if (dropped.has(lower) || lower.startsWith("access-control-") || /policy/.test(lower)) continue;
    const isSecret = secret.test(lower) && !lower.startsWith("x-ratelimit-");
    shown[lower] = isSecret || secrets.some((each) => quotes(value, each)) ? hidden : value.slice(0, 1_000);
  }
  return shown;
}
