import { cancelledWith, cancelOn } from "../../media/abandoned";
import { readAll } from "../../media/bytes";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import type { UpstreamResponse } from "../../ports";
import { classifyHost } from "../../upstream-url";
import { longestAnswer, textWithin } from "../../whole-body";
import type { UpstreamCall } from "../adapter";
import type { PrepareContext } from "../target";

// A prediction is ordered, and its text read from a stream that its answer names:
// https://replicate.com/docs/topics/predictions/streaming. Without one it is waited for:
// https://replicate.com/docs/topics/predictions/create-a-prediction

const longestWaitMs = 2_000;

// A short wait within the order: only a prediction whose id is known can be cancelled.
const waitWithin = "wait=5";

/** The stream's own answer, or the finished prediction as JSON; an error answer as it is. */
export async function predict(
  { url, headers, body }: UpstreamCall,
  stream: boolean,
  baseUrl: string,
  context: PrepareContext,
): Promise<UpstreamResponse> {
  const { signal } = context;
  const waits: Record<string, string> = stream ? {} : { prefer: waitWithin };
  const ordered = await context.fetch(url, { method: "POST", headers: { ...headers, ...waits }, body, signal });
  if (ordered.status < 200 || ordered.status > 299) return ordered;
  const text = await textWithin(ordered, longestAnswer);
  const prediction = parseObject(text) ?? {};
  const { id, urls } = prediction;
  if (typeof id !== "string" || hasEnded(prediction)) return jsonOf(text, stream);
  const { "content-type": _, ...reading } = headers;
  // The id instead of `urls.get`: the credential goes to the provider's own address only.
  const own = `${baseUrl}/predictions/${encodeURIComponent(id)}`;
  const ask = () => context.fetch(own, { method: "GET", headers: reading, body: null, signal });
  const cancel = (patience: AbortSignal) =>
    context.fetch(`${own}/cancel`, { method: "POST", headers: reading, body: null, signal: patience });
  const address = stream && isObject(urls) && typeof urls.stream === "string" ? urls.stream : null;
  if (address === null || !URL.canParse(address))
    return jsonOf(await cancelledWith(signal, cancel, () => finished(ask, context)), stream);
  const ended = cancelOn(signal, cancel);
  const opened = await context.fetch(address, {
    method: "GET",
    headers: { ...streamHeaders(reading, address, baseUrl), accept: "text/event-stream", "cache-control": "no-store" },
    body: null,
    signal,
    publicOnly: classifyHost(new URL(baseUrl).hostname) === "public",
  });
  return opened.body === null || opened.status !== 200 ? opened : withMetrics(opened, ask, ended);
}

const hasEnded = ({ status }: JsonObject): boolean =>
  status === "succeeded" || status === "failed" || status === "canceled" || status === "aborted";

/** The stream lies at a host of its own: only one below the provider's is told the credential. */
function streamHeaders(headers: Record<string, string>, address: string, baseUrl: string): Record<string, string> {
  const own = new URL(baseUrl).hostname;
  const { hostname } = new URL(address);
  const { authorization: _, ...others } = headers;
  return hostname === own || hostname.endsWith(`.${own}`) ? headers : others;
}

async function finished(ask: () => Promise<UpstreamResponse>, { signal }: PrepareContext): Promise<string> {
  for (let waitMs = 250; ; waitMs = Math.min(waitMs * 1.5, longestWaitMs)) {
    await pause(waitMs, signal);
    const response = await ask();
    const text = await textWithin(response, longestAnswer);
    const prediction = parseObject(text);
    if (response.status !== 200 || prediction === null || hasEnded(prediction)) return text;
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}

/** A model that does not stream answers at once, in one event. */
const jsonOf = (text: string, stream: boolean): UpstreamResponse =>
  stream
    ? new Response(`event: prediction\ndata: ${text.replace(/\s*\n\s*/g, " ")}\n\n`, {
        headers: { "content-type": "text/event-stream" },
      })
    : new Response(text, { headers: { "content-type": "application/json" } });

/** The stream tells no tokens: the prediction does, once it has ended. `ended` is called then. */
function withMetrics(
  opened: UpstreamResponse,
  ask: () => Promise<UpstreamResponse>,
  ended: () => void,
): UpstreamResponse {
  const reader = opened.body!.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (!done) return controller.enqueue(value);
      ended();
      const prediction = await ask()
        .then((response) => textWithin(response, longestAnswer))
        .then(parseObject)
        .catch(() => null);
      if (isObject(prediction?.metrics)) {
        const event = `event: metrics\ndata: ${JSON.stringify(prediction.metrics)}\n\n`;
        controller.enqueue(new TextEncoder().encode(event));
      }
      controller.close();
    },
    cancel: () => reader.cancel(),
  });
  return {
    status: opened.status,
    headers: opened.headers,
    body,
    text: async (longest) => {
      const bytes = await readAll(body.getReader(), longest);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
  };
}
