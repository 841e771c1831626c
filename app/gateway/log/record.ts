import type { FoundAnswer } from "../cache/answer-cache";
import type { AnswerKeeper } from "../cache/kept-answer";
import type { Capture } from "../capture/capture";
import type { ApiKey } from "../config/entities";
import type { Call } from "../dialects/dialect";
import { elapsed } from "../elapsed";
import { redact } from "../failures/upstream-error";
import type { MediaUnits } from "../media/media-request";
import { noUsage, type Usage } from "../openai/usage";
import { costMicroUsd, mediaCostMicroUsd, pricingAt } from "../pricing/cost";
import type { Place } from "../routing/plan";
import type { AttemptRow, LogRow, MatchedRule, Outcome } from "./log-row";

/** A plan is kept with its log row up to so many places. */
const plannedPlaces = 50;
const longestText = 2_000;

/** Gathers what a request's log row says while the request runs. */
export class RequestRecord {
  readonly requestId: string;
  readonly startedAt: number;
  readonly attempts: AttemptRow[] = [];
  key: ApiKey | null = null;
  call: Call | null = null;
  /** The route that the name stood for, and the rule of it that decided. */
  route: string | null = null;
  rule: MatchedRule | null = null;
  plan: readonly Place[] = [];
  served: Place | null = null;
  /** Which conversation it belongs to, where that is of use for the next turn. */
  conversation: string | null = null;
  /** The model that was asked for where the rest of the request made no call. */
  askedModel: string | null = null;
  upstreamModel: string | null = null;
  usage: Usage = noUsage;
  /** What was made, for prices by the unit. */
  units: MediaUnits | null = null;
  cache: LogRow["cache"] = "bypass";
  /** Keeps the answer that is made; null where the cache is to have nothing of it. */
  keeper: AnswerKeeper | null = null;
  /** The kept answer that serves. */
  found: FoundAnswer | null = null;
  /** Where the request is recorded. */
  capture: Capture | null = null;
  firstTokenAt: number | null = null;
  /** Attempts ran at the same time: their rows are put in the order in which they began. */
  sideBySide = false;
  /** Time spent waiting for upstreams. */
  upstreamMs = 0;
  readonly #endpoint: string;
  readonly #userAgent: string | null;
  #written = false;

  constructor(endpoint: string, startedAt: number, userAgent: string | null) {
    this.requestId = newRequestId(startedAt);
    this.startedAt = startedAt;
    this.#endpoint = endpoint;
    this.#userAgent = userAgent;
  }

  get costMicroUsd(): number | null {
    if (this.found !== null) return 0;
    if (this.call?.media !== undefined && this.served !== null)
      return mediaCostMicroUsd(this.usage, this.units, this.served.candidate.pricing);
    if (this.usage.source === "none")
      return this.served === null ? 0 : costMicroUsd(this.usage, this.served.candidate.pricing);
    return costMicroUsd(this.usage, this.served?.candidate.pricing ?? null);
  }

  /** The log row; null the second time, so that a request has exactly one. */
  finish(
    now: number,
    status: number,
    outcome: Outcome,
    error: { code: string; message: string } | null,
  ): LogRow | null {
    if (this.#written) return null;
    this.#written = true;
    const { call, served, attempts, found } = this;
    if (this.sideBySide) {
      attempts.sort((a, b) => a.startedMs - b.startedMs);
      for (const [index, attempt] of attempts.entries()) attempt.index = index;
    }
    const latencyMs = elapsed(this.startedAt, now);
    // Where nobody served, it is the last one's failure: its provider's rows and figures have it.
    const last = served === null ? attempts.at(-1) : undefined;
    return {
      requestId: this.requestId,
      createdAt: this.startedAt,
      endpoint: this.#endpoint,
      status,
      outcome,
      errorCode: error?.code ?? null,
      // A client may have put a key where a model's name belongs; what upstreams said was cleaned before.
      errorMessage: error === null ? null : redact(error.message.slice(0, longestText), []),
      keyId: this.key?.id ?? null,
      keyName: this.key?.name ?? null,
      requestedModel: (call?.model ?? this.askedModel)?.slice(0, 256) ?? null,
      route: this.route,
      rule: this.rule,
      model: served?.model ?? found?.kept.model ?? last?.model ?? null,
      upstreamModel: this.upstreamModel?.slice(0, 256) ?? served?.candidate.upstream ?? null,
      providerId: served?.providerId ?? found?.kept.providerId ?? last?.providerId ?? null,
      stream: call?.stream ?? false,
      usage: this.usage,
      costMicroUsd: this.costMicroUsd,
      pricing: served?.candidate.pricing ? pricingAt(served.candidate.pricing, this.usage.promptTokens) : null,
      latencyMs,
      firstTokenMs: this.firstTokenAt === null ? null : elapsed(this.startedAt, this.firstTokenAt),
      gatewayMs: Math.max(0, latencyMs - this.upstreamMs),
      cache: this.cache,
      cacheHit: found?.hit ?? null,
      userAgent: this.#userAgent?.slice(0, 200) ?? null,
      metadata: call?.routing.metadata ?? null,
      // One that is left behind may be noted when the row is long under way.
      attempts: this.sideBySide ? [...attempts] : attempts,
      plan: this.plan.length > plannedPlaces ? this.plan.slice(0, plannedPlaces) : this.plan,
    };
  }
}

let counter = Math.floor(Math.random() * 2 ** 20);

/** All pairs of base 36: putting them together is a tenth of what writing numbers in base 36 takes. */
const pairs = Array.from({ length: 36 ** 2 }, (_, index) => index.toString(36).padStart(2, "0"));
const pair = (value: number) => pairs[value % pairs.length]!;
let timeText = { at: 0, text: "" };

/** `req_` + time + counter + chance, base 36: sorts by time, unique over isolates. */
export function newRequestId(now: number): string {
  counter = (counter + 1) % 2 ** 20;
  if (timeText.at !== now) timeText = { at: now, text: now.toString(36) };
  const chance = Math.floor(Math.random() * 2 ** 52);
  const low = chance % 2 ** 26;
  const high = Math.floor(chance / 2 ** 26);
  const order = pair(Math.floor(counter / pairs.length)) + pair(counter);
  return `req_${timeText.text}${order}${pair(Math.floor(low / 1296))}${pair(low)}${pair(Math.floor(high / 1296))}${pair(high)}`;
}
