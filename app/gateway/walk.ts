import { type AttemptResult, attempt } from "./attempt";
import { attemptRow } from "./attempt-row";
import type { Cancellation, CancelSource } from "./cancellation";
import type { Call } from "./dialects/dialect";
import type { GatewayError } from "./errors";
import type { Failure } from "./failure";
import { exhausted } from "./failure-answers";
import type { Gateway } from "./gateway";
import { type Finished, Hedge } from "./hedge";
import { chooseBeside, discard, givenUp } from "./hedge-choice";
import { type MediaResult, mediaAttempt } from "./media/attempt";
import type { MediaAnswer, MediaCall } from "./media/media";
import { Mending } from "./mending";
import type { Defer } from "./ports";
import type { RequestRecord } from "./record";
import { goesOn } from "./retry-on";
import { learn } from "./routing/learn";
import type { Place } from "./routing/plan";
import type { StreamAnswer } from "./stream/gate";
import type { RequestLimits } from "./time-limits";
import type { WholeAnswer } from "./whole-answer";

/** How the walk along the plan went on: an answer, or why there is none. */
export type Step =
  | { kind: "whole"; place: Place; startedAt: number; answer: WholeAnswer }
  | { kind: "stream"; place: Place; startedAt: number; stream: StreamAnswer }
  | { kind: "media"; place: Place; startedAt: number; answer: MediaAnswer; abort(): void }
  /** The caller's mistake: returned as it is. */
  | { kind: "client_error"; problem: Failure }
  | { kind: "cancelled" }
  | { kind: "exhausted"; error: GatewayError };

interface WalkOptions {
  gateway: Gateway;
  limits: RequestLimits;
  call: Call;
  record: RequestRecord;
  cancellation: Cancellation;
  defer: Defer;
}

/** Walks the plan from attempt to attempt, within the limits on attempts and time. Can be taken up again where it stopped. */
export class Walk {
  /** The last place that was tried. */
  lastPlace: Place | null = null;
  #position = 0;
  #contextError: Failure | null = null;
  readonly #failures: { failure: Failure; providerId: string }[] = [];
  /** Provider and model pairs that do not exist. */
  readonly #unknown = new Set<string>();
  readonly #options: WalkOptions;
  readonly #mending = new Mending();
  /** Places that were passed over, to be tried after the plan's end. */
  readonly #passed: Place[] = [];
  /** The last failure is one that the operator wants told, not tried again. */
  #final = false;
  /** When the last attempt's row was written, Unix ms. */
  #notedAt = 0;
  /** Null where attempts are only made one after the other. */
  readonly #hedge: Hedge | null;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#hedge = options.limits.hedging && !isMediaCall(options.call) ? this.#hedging() : null;
  }

  /** A slow first token starts the next candidate: how long such attempts take is worth knowing. */
  get hedged(): boolean {
    return this.#hedge !== null;
  }

  /** Tries on until an attempt answers. */
  async next(): Promise<Step> {
    const { gateway, limits, call, record, cancellation } = this.#options;
    const { settings } = limits;
    const { ports } = gateway;
    const deadline = record.startedAt + settings.requestTimeoutMs;
    const hedge = this.#hedge;
    for (;;) {
      if (hedge !== null && hedge.beside !== null) {
        const step = this.#afterRun(hedge, await hedge.rest());
        if (step !== null) return step;
        continue;
      }
      if (this.#final || this.#failures.length >= settings.maxAttempts) break;
      const place = record.plan[this.#position] ?? this.#passed[this.#position - record.plan.length];
      if (place === undefined) break;
      this.#position++;
      if (this.#unknown.has(`${place.providerId} ${place.model}`)) continue;
      if (this.#contextError !== null && !isLarger(place, this.lastPlace)) continue;
      const startedAt = ports.now();
      if (startedAt >= deadline) break;
      if (hedge?.tried.has(place)) continue;
      if (!this.#mayEnter(place, startedAt)) continue;
      this.lastPlace = place;
      if (isMediaCall(call)) {
        const step = await this.#media(call, place, startedAt, deadline - startedAt);
        if (step === "last") break;
        if (step === "next") continue;
        return step;
      }
      const step =
        hedge === null
          ? this.#after(place, startedAt, await this.#attempt(place, startedAt, cancellation))
          : this.#afterRun(hedge, await hedge.run(place, gateway.hedges.waitMs(place, call.stream)));
      if (step !== null) return step;
    }
    if (this.#contextError !== null) return { kind: "client_error", problem: this.#contextError };
    return { kind: "exhausted", error: exhausted(this.#failures, call.model) };
  }

  #attempt(place: Place, startedAt: number, cancellation: CancelSource): Promise<AttemptResult> {
    const { gateway, limits, call, record, defer } = this.#options;
    const result = attempt({
      gateway,
      keyId: record.key?.id ?? "",
      call,
      place,
      limits,
      cancellation,
      trial: this.#mending.trial,
      unsigned: this.#mending.unsigned,
      timeLeftMs: record.startedAt + limits.settings.requestTimeoutMs - startedAt,
    });
    // It may have to go on when nobody waits for the answer any more.
    if (place.candidate.provider.disconnect === "drain") defer(result);
    return result;
  }

  /** What an attempt's end means for the request; null: the walk goes on. `hedge`: it was started beside another one. */
  #after(place: Place, startedAt: number, result: AttemptResult, hedge: string | null = null): Step | null {
    const { gateway, cancellation, defer } = this.#options;
    this.#note(place, result, startedAt, hedge);
    if (result.failure === null) {
      if (hedge === null) this.#mending.remember(gateway, place, defer);
      else this.lastPlace = place;
      return result.answer !== null
        ? { kind: "whole", place, startedAt, answer: result.answer }
        : { kind: "stream", place, startedAt, stream: result.stream };
    }
    if (result.failure.kind === "cancelled" || cancellation.reason !== null) {
      this.#hedge?.giveUp();
      gateway.healthBook.leave(place);
      return { kind: "cancelled" };
    }
    // It has its turn in the plan as well: what may mend it is done then.
    if (
      hedge !== null &&
      (this.#mending.mayHelp(result) || (result.failure.kind === "client" && this.#hedge?.beside))
    ) {
      this.#hedge?.tried.delete(place);
      gateway.healthBook.leave(place);
      return null;
    }
    if (this.#mending.mend(result)) {
      gateway.healthBook.leave(place);
      this.#position--;
      return null;
    }
    this.#mending.trial = [];
    if (result.failure.kind === "client") {
      this.#hedge?.giveUp();
      gateway.healthBook.leave(place);
      return { kind: "client_error", problem: result.failure };
    }
    this.failed(place, result.failure);
    return null;
  }

  #afterRun(hedge: Hedge, { running, result }: Finished): Step | null {
    const { place, startedAt, reason } = running;
    if (hedge.beside !== null || hedge.tried.size > 0) this.#options.record.sideBySide = true;
    return this.#after(place, startedAt, result, reason);
  }

  #hedging(): Hedge {
    const { gateway, cancellation, record, limits, call, defer } = this.#options;
    const { ports, healthBook: health } = gateway;
    gateway.hedges.request(ports.now());
    return new Hedge({
      cancellation,
      now: ports.now,
      attempt: (place, startedAt, branch) => this.#attempt(place, startedAt, branch),
      next: (slow) => {
        if (this.#contextError !== null || this.#failures.length + 1 >= limits.settings.maxAttempts) return null;
        return chooseBeside({
          gateway,
          rest: record.plan.slice(this.#position),
          slow,
          isOut: (place) =>
            this.#hedge?.tried.has(place) === true || this.#unknown.has(`${place.providerId} ${place.model}`),
          maxExtraPercent: limits.settings.hedging.maxExtraPercent,
        });
      },
      abandoned: (running) => {
        const { place, startedAt } = running;
        health.leave(place);
        const left = cancellation.reason !== null;
        // That it took at least so long is known: without it the slow ones would be missing among the observations.
        if (!left) gateway.hedges.observe(place, call.stream, ports.now() - startedAt);
        const result = { answer: null, stream: null, failure: givenUp(left), firstByteAt: null, repair: null } as const;
        this.#note(place, { ...result, signature: false }, startedAt, running.reason);
        defer(running.done.then(discard));
      },
    });
  }

  /** A place that another request is trying again at the moment is passed over, and taken up where nothing else is left. */
  #mayEnter(place: Place, now: number): boolean {
    const { gateway, record } = this.#options;
    if (gateway.healthBook.enter(place, now) || this.#position > record.plan.length) return true;
    if (this.#mending.trial.length > 0) return true;
    this.#passed.push(place);
    return false;
  }

  /** The same for an operation other than text. */
  async #media(call: MediaCall, place: Place, startedAt: number, timeLeftMs: number): Promise<Step | "next" | "last"> {
    const { gateway, limits, cancellation } = this.#options;
    const { ports } = gateway;
    const result = await mediaAttempt({
      ports,
      call,
      place,
      limits,
      cancellation,
      timeLeftMs,
    });
    this.#note(place, result, startedAt);
    if (result.failure === null)
      return { kind: "media", place, startedAt, answer: result.media, abort: () => result.abort() };
    if (result.failure.kind === "cancelled" || result.failure.kind === "client") gateway.healthBook.leave(place);
    if (result.failure.kind === "cancelled") return { kind: "cancelled" };
    if (result.failure.kind === "client") return { kind: "client_error", problem: result.failure };
    this.failed(place, result.failure);
    return result.final ? "last" : "next";
  }

  /** An attempt failed; also one whose stream had been let through before its first content. */
  failed(place: Place, problem: Failure): void {
    const { gateway, limits, defer } = this.#options;
    learn(gateway, place, problem, defer);
    const { retryOn } = limits.settings;
    if (retryOn !== undefined && !goesOn(retryOn, problem)) this.#final = true;
    if (problem.kind === "context") this.#contextError = problem;
    if (problem.kind === "model_not_found") this.#unknown.add(`${place.providerId} ${place.model}`);
    this.#failures.push({ failure: problem, providerId: place.providerId });
  }

  #note(place: Place, result: AttemptResult | MediaResult, startedAt: number, hedge: string | null = null): void {
    const { gateway, record } = this.#options;
    const endedAt = gateway.ports.now();
    // Time that two attempts shared counts once.
    record.upstreamMs += endedAt - Math.max(startedAt, this.#notedAt);
    this.#notedAt = endedAt;
    const reason = hedge ?? this.#mending.reason(place);
    record.attempts.push(attemptRow(record, { place, result, startedAt, endedAt, reason }));
  }
}

const isMediaCall = (call: Call): call is MediaCall => call.media !== undefined;

/** After a context-window error only a model with a known larger window is worth a try. */
function isLarger(place: Place, last: Place | null): boolean {
  if (last === null || place.model === last.model) return false;
  const before = last.candidate.contextLength;
  const next = place.candidate.contextLength;
  return next !== null && (before === null || next > before);
}
