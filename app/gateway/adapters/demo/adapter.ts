import type { Operation } from "../../dialects/dialect";
import { isObject } from "../../openai/fields";
import type { UpstreamResponse } from "../../ports";
import type { Adapter } from "../adapter";
import { openAiCompatible } from "../openai-compatible";
import { answerChat, answerCompletion, answerEmbeddings } from "./answer";
import { chatChunks, completionChunks, streamOf } from "./stream";

// The built-in demo upstream: speaks OpenAI's format and answers inside the gateway, always the same for the same request.
// `options`: delayMs (before the first byte), chunkDelayMs (between chunks, default 15), failureRate (0 to 1, spread
// evenly), failureStatus (default 503).

/** Calls so far per provider: failures are spread evenly instead of drawn, so that a test can count on them. */
const calls = new Map<string, number>();

export const demo: Adapter = {
  id: "demo",
  operations: new Set<Operation>(["chat", "completions", "embeddings"]),
  prepare: (call, target) => openAiCompatible.prepare(call, target),
  listModels: (target) => openAiCompatible.listModels(target),
  readModels: (answer) => openAiCompatible.readModels(answer),

  async transport(call, { provider }, signal): Promise<UpstreamResponse> {
    const options = provider.options;
    await pause(numberOption(options.delayMs, 0), signal);
    if (fails(provider.id, numberOption(options.failureRate, 0))) {
      const status = numberOption(options.failureStatus, 503);
      const error = {
        message: "The demo provider fails on purpose (options.failureRate).",
        type: "server_error",
        code: "demo_failure",
      };
      return Response.json({ error }, { status });
    }
    if (call.method === "GET")
      return Response.json({
        object: "list",
        data: [
          { id: "demo", object: "model" },
          { id: "demo-embed", object: "model" },
        ],
      });
    const body: unknown = JSON.parse(typeof call.body === "string" ? call.body : "{}");
    if (!isObject(body)) return Response.json({ error: { message: "not an object" } }, { status: 400 });
    if (call.url.endsWith("/embeddings")) return Response.json(answerEmbeddings(body));
    const legacy = !call.url.endsWith("/chat/completions");
    if (body.stream !== true) return Response.json(legacy ? answerCompletion(body) : answerChat(body));
    const includeUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
    const chunks = legacy
      ? completionChunks(answerCompletion(body), includeUsage)
      : chatChunks(answerChat(body), includeUsage);
    const delay = numberOption(options.chunkDelayMs, 15);
    return new Response(
      streamOf(chunks, () => pause(delay, signal)),
      { headers: { "content-type": "text/event-stream" } },
    );
  },
};

const numberOption = (value: unknown, fallback: number) => (typeof value === "number" && value >= 0 ? value : fallback);

function fails(providerId: string, rate: number): boolean {
  const call = calls.get(providerId) ?? 0;
  calls.set(providerId, call + 1);
  return Math.floor((call + 1) * Math.min(rate, 1)) > Math.floor(call * Math.min(rate, 1));
}

/** Rejects as soon as the attempt is given up. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(signal.reason);
  if (ms === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done() {
      signal.removeEventListener("abort", stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(signal.reason);
    }
    signal.addEventListener("abort", stop, { once: true });
  });
}
