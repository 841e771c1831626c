import type { Cancellation, CancelSource } from "../cancellation";
import { type RequestLimits, requestLimitMs } from "../config/time-limits";
import type { Call } from "../dialects/dialect";
import { elapsed } from "../elapsed";
import type { Failure } from "../failures/failure";
import type { Gateway } from "../gateway";
import { type Finished, Hedge } from "../hedging/hedge";
import { chooseBeside, discard, givenUp } from "../hedging/hedge-choice";
import type { RequestRecord } from "../log/record";
import { type MediaResult, mediaAttempt } from "../media/attempt";
import type { MediaCall } from "../media/media";
import { Mending } from "../mending/mending";
import type { Defer } from "../ports";
import { learn } from "../routing/learn";
import type { Place } from "../routing/plan";
import { type AttemptResult, attempt } from "./attempt";
import { attemptRow } from "./attempt-row";
import { Setbacks } from "./setbacks";
import type { Step } from "./step";

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
  readonly #setbacks = new Setbacks();
  readonly #options: WalkOptions;
  readonly #mending = new Mending();
  /** Places that were passed over, to be tried after the plan's end. */
  readonly #passed: Place[] = [];
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
    const hedge = this.#hedge;
    const setbacks = this.#setbacks;
    for (;;) {
      if (hedge !== null && hedge.beside !== null) {
        const step = this.#afterRun(hedge, await hedge.rest());
        if (step !== null) return step;
        continue;
      }
      if (setbacks.isOver(settings.maxAttempts)) break;
      const place = record.plan[this.#position] ?? this.#passed[this.#position - record.plan.length];
      if (place === undefined) break;
      this.#position++;
      if (setbacks.isUnknown(place) || setbacks.isTooSmall(place)) continue;
      const startedAt = ports.now();
      if (this.#timeLeft(place, startedAt) <= 0) {
        setbacks.late = true;
        continue;
      }
      if (hedge?.tried.has(place)) continue;
      if (!this.#mayEnter(place, startedAt)) continue;
      this.lastPlace = place;
      if (isMediaCall(call)) {
        const step = await this.#media(call, place, startedAt);
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
    if (setbacks.tooLong !== null) return { kind: "client_error", problem: setbacks.tooLong };
    return { kind: "exhausted", error: setbacks.exhausted(call.model) };
  }

  /** Until the whole request's limit at this provider, ms. */
  #timeLeft({ candidate }: Place, now: number): number {
    const { record, limits } = this.#options;
    return record.startedAt + requestLimitMs(candidate.provider, limits) - now;
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
      timeLeftMs: this.#timeLeft(place, startedAt),
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
        if (this.#setbacks.tooLong !== null || this.#setbacks.count + 1 >= limits.settings.maxAttempts) return null;
        return chooseBeside({
          gateway,
          rest: record.plan.slice(this.#position),
          slow,
          isOut: (place) =>
            this.#hedge?.tried.has(place) === true ||
            this.#setbacks.isUnknown(place) ||
            this.#timeLeft(place, ports.now()) <= 0,
          maxExtraPercent: limits.settings.hedging.maxExtraPercent,
        });
      },
      abandoned: (running) => {
        const { place, startedAt } = running;
        health.leave(place);
        const left = cancellation.reason !== null;
        // That it took at least so long is known: without it the slow ones would be missing among the observations.
        if (!left) gateway.hedges.observe(place, call.stream, elapsed(startedAt, ports.now()));
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
  async #media(call: MediaCall, place: Place, startedAt: number): Promise<Step | "next" | "last"> {
    const { gateway, limits, cancellation } = this.#options;
    const { ports } = gateway;
    const result = await mediaAttempt({
      ports,
      call,
      place,
      limits,
      cancellation,
      timeLeftMs: this.#timeLeft(place, startedAt),
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
    learn(gateway, place, problem, this.#options, defer);
    this.#setbacks.add(place, problem, limits.settings.retryOn);
  }

  #note(place: Place, result: AttemptResult | MediaResult, startedAt: number, hedge: string | null = null): void {
    const { gateway, record } = this.#options;
    const endedAt = gateway.ports.now();
    // Time that two attempts shared counts once.
    record.upstreamMs += elapsed(Math.max(startedAt, this.#notedAt), endedAt);
    this.#notedAt = endedAt;
    const reason = hedge ?? this.#mending.reason(place);
    record.attempts.push(attemptRow(record, { place, result, startedAt, endedAt, reason }));
  }
}

const isMediaCall = (call: Call): call is MediaCall => call.media !== undefined;
