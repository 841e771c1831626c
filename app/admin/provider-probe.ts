import type { Adapter, UpstreamCall } from "~/gateway/adapters/adapter";
import type { PrepareContext } from "~/gateway/adapters/target";
import { otherWay, signedHeaders } from "~/gateway/attempt/upstream-request";
import type { Credential, Provider } from "~/gateway/config/entities";
import type { Call } from "~/gateway/dialects/dialect";
import { elapsed } from "~/gateway/elapsed";
import { classifyStatus } from "~/gateway/failures/classify";
import { type Failure, failure } from "~/gateway/failures/failure";
import { keysOf, redact } from "~/gateway/failures/upstream-error";
import type { Ports, UpstreamResponse } from "~/gateway/ports";
import { answerTooLong, longestList } from "~/gateway/whole-body";

const timeoutMs = 20_000;

export interface Probe {
  ok: boolean;
  /** HTTP status of the upstream, 0 where none came. */
  status: number;
  latencyMs: number;
  error: string | null;
  /** The upstream's model ids, where they were asked for. */
  models: string[] | null;
  /** What a failure says of provider and credential. */
  failure: Failure | null;
}

/** The smallest chat request that an upstream answers. */
const smallestChat = (model: string): Call => ({
  operation: "chat",
  body: { model, messages: [{ role: "user", content: "Hi" }], max_tokens: 1 },
  text: null,
  model,
  stream: false,
  includeUsage: false,
  routing: { provider: null, models: [], strategy: null, metadata: null },
  surface: null,
  native: null,
});

/** The vendors of images, audio and videos are asked for their models or, without a list, for the account alone. */
const chats = (adapter: Adapter, model: string | null): model is string =>
  model !== null && adapter.operations.has("chat");

/** One real call with one credential: a short chat where `model` is given, else the list of models. */
export async function probe(
  ports: Ports,
  adapter: Adapter,
  provider: Provider,
  credential: Credential | null,
  model: string | null,
): Promise<Probe> {
  const target = { provider, credential, model: model ?? "" };
  const startedAt = ports.now();
  const took = () => Math.round(elapsed(startedAt, ports.now()));
  const clean = (text: string) => redact(text, keysOf(provider, credential));
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const context: PrepareContext = { fetch: ports.fetch, now: ports.now, ai: ports.ai, signal: abort.signal };
    const list = chats(adapter, model) ? null : adapter.listModels(target, context);
    const call = chats(adapter, model)
      ? await adapter.prepare(smallestChat(model), target, context)
      : ((await list) ?? adapter.checkKey?.(target) ?? null);
    if (call === null) return failed(0, 0, "This upstream has no list of models: name a model to test with.");
    const response = await send(ports, adapter, call, target, abort.signal);
    const text = await response.text(longestList);
    if (text === null)
      return failed(response.status, took(), `${answerTooLong(longestList).message}: is the base URL right?`, "format");
    if (response.status < 200 || response.status > 299) {
      const problem = classifyStatus(response.status, response.headers, text, ports.now());
      const message = clean(problem.message);
      return { ...failed(response.status, took(), message), failure: { ...problem, message } };
    }
    return readAnswer(adapter, list !== null, text, response.status, took());
  } catch (error) {
    if (abort.signal.aborted) return failed(0, took(), `No answer within ${timeoutMs / 1000} s.`, "timeout");
    return failed(0, took(), clean(reasonOf(error)), "network");
  } finally {
    clearTimeout(timer);
  }
}

async function send(
  ports: Ports,
  adapter: Adapter,
  call: UpstreamCall,
  target: { provider: Provider; credential: Credential | null; model: string },
  signal: AbortSignal,
): Promise<UpstreamResponse> {
  const inside = otherWay(call) ?? adapter.transport?.(call, target, signal) ?? null;
  if (inside !== null) return inside;
  const { url, method, body } = call;
  return ports.fetch(url, { method, headers: await signedHeaders(call), body, signal });
}

function readAnswer(adapter: Adapter, isList: boolean, text: string, status: number, latencyMs: number): Probe {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return failed(status, latencyMs, "The answer is not JSON: is the base URL right?", "format");
  }
  if (!isList) return { ok: true, status, latencyMs, error: null, models: null, failure: null };
  try {
    return { ok: true, status, latencyMs, error: null, models: adapter.readModels(answer), failure: null };
  } catch {
    return failed(status, latencyMs, "The answer is not a list of models: is the base URL right?", "format");
  }
}

const failed = (
  status: number,
  latencyMs: number,
  error: string,
  kind: "timeout" | "network" | "format" | null = null,
): Probe => ({
  ok: false,
  status,
  latencyMs,
  error,
  models: null,
  failure: kind === null ? null : failure(kind, "probe_failed", error),
});

/** Network errors carry the useful part in their cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "The call failed.";
  const cause = error.cause instanceof Error ? error.cause.message : "";
  return cause === "" || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}
