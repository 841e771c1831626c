import { type AttemptResult, attempt } from "./attempt";
import type { Cancellation } from "./cancellation";
import type { Call } from "./dialects/dialect";
import type { GatewayError } from "./errors";
import { exhausted, type Failure } from "./failure";
import type { Gateway } from "./gateway";
import { type MediaResult, mediaAttempt } from "./media/attempt";
import type { MediaAnswer, MediaCall } from "./media/media";
import type { Defer } from "./ports";
import type { RequestRecord } from "./record";
import type { Repair } from "./repairs";
import { learn } from "./routing/learn";
import type { Place } from "./routing/plan";
import type { Snapshot } from "./routing/snapshot";
import type { StreamAnswer } from "./stream/gate";
import type { WholeAnswer } from "./whole-answer";

/** A request makes so many repairs; what still is refused then is the caller's to hear. */
const mostRepairs = 3;

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
  snapshot: Snapshot;
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
  /** Repairs that are being tried at the present place. */
  #trial: Repair[] = [];
  #repairs = 0;
  /** Places that were passed over, to be tried after the plan's end. */
  readonly #passed: Place[] = [];
  /** A signature was refused: what is signed stays out from there on. */
  #unsigned = false;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** Tries on until an attempt answers. */
  async next(): Promise<Step> {
    const { gateway, snapshot, call, record, cancellation } = this.#options;
    const { settings } = snapshot;
    const { ports } = gateway;
    const deadline = record.startedAt + settings.requestTimeoutMs;
    while (this.#failures.length < settings.maxAttempts) {
      const place = record.plan[this.#position] ?? this.#passed[this.#position - record.plan.length];
      if (place === undefined) break;
      this.#position++;
      if (this.#unknown.has(`${place.providerId} ${place.model}`)) continue;
      if (this.#contextError !== null && !isLarger(place, this.lastPlace)) continue;
      const startedAt = ports.now();
      if (startedAt >= deadline) break;
      if (!this.#mayEnter(place, startedAt)) continue;
      this.lastPlace = place;
      if (isMediaCall(call)) {
        const step = await this.#media(call, place, startedAt, deadline - startedAt);
        if (step === "last") break;
        if (step === "next") continue;
        return step;
      }
      const result = await attempt({
        gateway,
        keyId: record.key?.id ?? "",
        call,
        place,
        settings,
        cancellation,
        trial: this.#trial,
        unsigned: this.#unsigned,
        timeLeftMs: deadline - startedAt,
      });
      this.#note(place, result, startedAt);
      if (result.failure === null) this.#rememberRepairs(place);
      if (result.answer !== null) return { kind: "whole", place, startedAt, answer: result.answer };
      if (result.stream !== null) return { kind: "stream", place, startedAt, stream: result.stream };
      if (result.failure.kind === "cancelled") {
        gateway.healthBook.leave(place);
        return { kind: "cancelled" };
      }
      if (result.signature && !this.#unsigned) {
        this.#unsigned = true;
        gateway.healthBook.leave(place);
        this.#position--;
        continue;
      }
      if (result.repair !== null && this.#repairs < mostRepairs) {
        this.#repairs++;
        gateway.healthBook.leave(place);
        this.#trial.push(result.repair);
        this.#position--;
        continue;
      }
      this.#trial = [];
      if (result.failure.kind === "client") {
        gateway.healthBook.leave(place);
        return { kind: "client_error", problem: result.failure };
      }
      this.failed(place, result.failure);
    }
    if (this.#contextError !== null) return { kind: "client_error", problem: this.#contextError };
    return { kind: "exhausted", error: exhausted(this.#failures, call.model) };
  }

  /** A place that another request is trying again at the moment is passed over, and taken up where nothing else is left. */
  #mayEnter(place: Place, now: number): boolean {
    const { gateway, record } = this.#options;
    if (gateway.healthBook.enter(place, now) || this.#position > record.plan.length) return true;
    if (this.#trial.length > 0) return true;
    this.#passed.push(place);
    return false;
  }

  /** The same for an operation other than text. */
  async #media(call: MediaCall, place: Place, startedAt: number, timeLeftMs: number): Promise<Step | "next" | "last"> {
    const { gateway, snapshot, cancellation } = this.#options;
    const { ports } = gateway;
    const result = await mediaAttempt({
      ports,
      call,
      place,
      settings: snapshot.settings,
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
    const { gateway, defer } = this.#options;
    learn(gateway, place, problem, defer);
    if (problem.kind === "context") this.#contextError = problem;
    if (problem.kind === "model_not_found") this.#unknown.add(`${place.providerId} ${place.model}`);
    this.#failures.push({ failure: problem, providerId: place.providerId });
  }

  /** What worked is made from now on without being asked. */
  #rememberRepairs(place: Place): void {
    const { gateway, defer } = this.#options;
    const { providerId, candidate } = place;
    for (const repair of this.#trial.splice(0)) {
      if (!gateway.repairs.learn(providerId, candidate.upstream, repair)) continue;
      defer(
        gateway.ports.store
          .saveRepair({ ...repair, providerId, model: candidate.upstream }, gateway.ports.now())
          .catch((error) => console.error("A repaired parameter could not be saved:", error)),
      );
    }
  }

  #note(place: Place, result: AttemptResult | MediaResult, startedAt: number): void {
    const { gateway, record } = this.#options;
    const endedAt = gateway.ports.now();
    const { failure: problem, firstByteAt } = result;
    record.upstreamMs += endedAt - startedAt;
    record.attempts.push({
      index: record.attempts.length,
      providerId: place.providerId,
      credentialName: place.credentialName,
      model: place.model,
      status: problem === null ? ("media" in result ? result.media.status : 200) : problem.status,
      errorCode: problem?.code ?? null,
      errorMessage: problem?.message.slice(0, 2000) ?? null,
      startedMs: startedAt - record.startedAt,
      firstByteMs: firstByteAt === null ? null : firstByteAt - startedAt,
      latencyMs: endedAt - startedAt,
      reason: this.#trial.length === 0 ? place.reason : this.#trial.map(repairWords).join("; "),
    });
  }
}

const isMediaCall = (call: Call): call is MediaCall => call.media !== undefined;
const repairWords = ({ parameter, renameTo }: Repair) =>
  renameTo === null ? `again without '${parameter}'` : `again with '${parameter}' as '${renameTo}'`;

/** After a context-window error only a model with a known larger window is worth a try. */
function isLarger(place: Place, last: Place | null): boolean {
  if (last === null || place.model === last.model) return false;
  const before = last.candidate.contextLength;
  const next = place.candidate.contextLength;
  return next !== null && (before === null || next > before);
}
