import type { Adapter } from "../adapters/adapter";
import { adapterById } from "../adapters/registry";
import type { Target } from "../adapters/target";
import type { Call } from "../dialects/dialect";
import { failure, UpstreamFailure } from "../failures/failure";
import { keysOf, redact, secretsOf } from "../failures/upstream-error";
import { readAll } from "./bytes";
import { type MediaAdapter, type MediaAnswer, streamAnswer, type UpstreamPort } from "./media";
import { answerHeaders } from "./passthrough-headers";
import { passthroughUrl } from "./passthrough-path";
import { EventMeter, JsonMeter } from "./stream-meter";

// A provider's own API as it is: whatever the gateway has no operation for, with the provider's credential.

/** Another credential or another moment may do better; every other answer is the client's, whatever its status. */
const retried = (status: number) =>
  status === 401 ||
  status === 402 ||
  status === 403 ||
  status === 408 ||
  status === 425 ||
  status === 429 ||
  status >= 500;
const longestError = 1024 * 1024;

export const passthrough: MediaAdapter = {
  operations: new Set(["passthrough"]),

  async run(call, target, upstream) {
    const request = call.media.passthrough;
    if (request === null) throw new Error("a call to pass through has its request");
    const { baseUrl } = target.provider;
    const { method, path, query, body } = request;
    const address = passthroughUrl(baseUrl, path, query);
    const { url, headers } = await authorise(target, upstream, address, method, request.headers, body);
    const response = await upstream.send(url, {
      method,
      headers,
      body: method === "GET" || method === "HEAD" ? null : body,
    });
    if (retried(response.status)) throw new UpstreamFailure(await upstream.problem(response));
    const secrets = keysOf(target.provider, target.credential);
    const prefix = `/v1/passthrough/${encodeURIComponent(target.provider.id)}`;
    const contentType = response.headers.get("content-type") ?? "";
    const more = { status: response.status, headers: answerHeaders(response, { baseUrl, secrets, prefix }) };
    if (response.status >= 400) return errorAnswer(response, contentType, more, target);
    const isEvents = /^text\/event-stream/i.test(contentType);
    const isJson = /^application\/(?:[\w.+-]+\+)?json/i.test(contentType);
    return streamAnswer(response, contentType, {
      ...more,
      meter: isEvents ? new EventMeter(false) : isJson ? new JsonMeter() : null,
    });
  },
};

/** The upstream's own error body, without the credential should it be quoted there. */
async function errorAnswer(
  response: Awaited<ReturnType<UpstreamPort["send"]>>,
  contentType: string,
  more: { status: number; headers: Record<string, string> },
  target: Target,
): Promise<MediaAnswer> {
  const bytes = response.body === null ? null : await readAll(response.body.getReader(), longestError);
  if (bytes === null && response.body !== null)
    throw new UpstreamFailure(failure("format", "bad_answer", "the upstream's error is too long"));
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  const body = redact(text, secretsOf(target.provider, target.credential));
  return { contentType, body, usage: null, units: null, model: null, ...more };
}

/** The address and headers with the provider's authentication, and with what the operator sends along. */
async function authorise(
  target: Target,
  upstream: UpstreamPort,
  address: string,
  method: string,
  client: Record<string, string>,
  body: Uint8Array | null,
): Promise<{ url: string; headers: Record<string, string> }> {
  const adapter = adapterById(target.provider.adapter);
  const own = adapter?.authorise
    ? await adapter.authorise({ url: address, method, headers: client, body }, target, upstream.context)
    : { url: address, headers: adapter === undefined ? {} : await usualHeaders(adapter, target, upstream) };
  const secret = target.credential?.secret ?? "";
  const headers: Record<string, string> = {};
  // A signature covers the content type that it was made with.
  const signs = adapter?.authorise !== undefined;
  for (const name in own.headers) if (signs || !describesBody.has(name)) headers[name] = own.headers[name]!;
  const carriesKey = (name: string) => secret !== "" && own.headers[name]?.includes(secret) === true;
  // A version that the client asks for goes before the adapter's; the credential never does.
  for (const name in client) if (!carriesKey(name)) headers[name] = client[name]!;
  for (const name in target.provider.headers) headers[name.toLowerCase()] = target.provider.headers[name]!;
  return { url: own.url, headers };
}

const describesBody = new Set(["content-type", "accept", "content-length"]);

/** Those of the adapter's own calls. */
async function usualHeaders(
  adapter: Adapter,
  target: Target,
  { context }: UpstreamPort,
): Promise<Record<string, string>> {
  const list = await adapter.listModels(target, context);
  if (list !== null) return list.headers;
  const prepared = await adapter.prepare(smallest, target, context);
  return prepared.headers;
}

const smallest: Call = {
  operation: "chat",
  body: { model: "any", messages: [{ role: "user", content: "Hi" }], max_tokens: 1 },
  text: null,
  model: "any",
  stream: false,
  includeUsage: false,
  routing: { provider: null, models: [], strategy: null, metadata: null },
  surface: null,
  native: null,
};
