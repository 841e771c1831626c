import type { TokenCounter } from "./adapters/adapter";
import { adapterById, nativeFor } from "./adapters/registry";
import type { Target } from "./adapters/target";
import { AttemptClock } from "./attempt/attempt-clock";
import { signedHeaders } from "./attempt/upstream-request";
import type { Cancellation } from "./cancellation";
import type { Call } from "./dialects/dialect";
import { elapsed } from "./elapsed";
import { classifyStatus } from "./failures/classify";
import { type Failure, failure, UpstreamFailure } from "./failures/failure";
import { clean } from "./failures/upstream-error";
import type { RequestRecord } from "./log/record";
import { estimatePromptTokens } from "./openai/estimate";
import { parseObject } from "./openai/fields";
import type { Ports } from "./ports";
import type { Place } from "./routing/plan";
import { longestNote, textWithin } from "./whole-body";

/** A count is a small thing: past this the estimate is worth more than the wait. */
const patienceMs = 10_000;

/** How many tokens a request has, or the caller's mistake that the vendor of its format names. */
export type Count = { tokens: number; place: Place | null } | { problem: Failure };

/**
 * Asks the first candidate where its API counts tokens; else, or where that fails, the gateway's own estimate answers.
 * Such a failure says nothing about the provider's health.
 */
export async function countTokens(
  ports: Ports,
  call: Call,
  record: RequestRecord,
  cancellation: Cancellation,
): Promise<Count> {
  const place = record.plan[0];
  const counter = place === undefined ? undefined : counterOf(place);
  if (place !== undefined && counter !== undefined) {
    const startedAt = ports.now();
    const answer = await ask(ports, counter, call, place, cancellation);
    const endedAt = ports.now();
    const problem = typeof answer === "number" ? null : answer;
    record.upstreamMs += elapsed(startedAt, endedAt);
    record.attempts.push({
      index: 0,
      providerId: place.providerId,
      credentialName: place.credentialName,
      model: place.model,
      status: problem === null ? 200 : problem.status,
      errorCode: problem?.code ?? null,
      errorMessage: problem?.message ?? null,
      startedMs: elapsed(record.startedAt, startedAt),
      firstByteMs: null,
      latencyMs: elapsed(startedAt, endedAt),
      reason: place.reason,
    });
    if (typeof answer === "number") return { tokens: answer, place };
    // What one vendor counts (Gemini CLI: the result of a tool without its call), another may refuse.
    if (answer.kind === "client" && nativeFor(call, place.candidate) !== null) return { problem: answer };
  }
  return { tokens: estimatePromptTokens(call.body), place: null };
}

/** How the place's upstream counts; undefined where it cannot. */
function counterOf(place: Place): TokenCounter | undefined {
  const counter = adapterById(place.candidate.provider.adapter)?.countTokens;
  return counter?.counts?.(targetOf(place)) === false ? undefined : counter;
}

const targetOf = ({ candidate: { provider, upstream, entry }, credential }: Place): Target => ({
  provider,
  credential,
  model: upstream,
  entry,
});

async function ask(
  ports: Ports,
  counter: TokenCounter,
  call: Call,
  place: Place,
  cancellation: Cancellation,
): Promise<number | Failure> {
  const target = targetOf(place);
  const clock = new AttemptClock(cancellation, ports.now);
  clock.limit(Math.min(patienceMs, target.provider.timeouts.firstByteMs ?? patienceMs));
  try {
    const context = { fetch: ports.fetch, now: ports.now, signal: clock.signal };
    const prepared = await counter.prepare(call, target, context);
    const { url, method, body } = prepared;
    const headers = await signedHeaders(prepared);
    const response = await ports.fetch(url, { method, headers, body, signal: clock.signal });
    const text = await textWithin(response, longestNote);
    if (response.status !== 200) {
      const problem = classifyStatus(
        response.status,
        response.headers,
        JSON.stringify(counter.error(text)),
        ports.now(),
      );
      return { ...clean(problem, place), body: null };
    }
    return counter.read(parseObject(text)) ?? failure("format", "bad_answer", "the upstream's answer has no count");
  } catch (error) {
    return error instanceof UpstreamFailure ? clean(error.failure, place) : clock.explain(error);
  } finally {
    clock.finish();
  }
}
