import type { GatewayError } from "../errors";
import type { Failure } from "../failures/failure";
import { exhausted } from "../failures/failure-answers";
import { goesOn, type RetryChoice } from "../failures/retry-on";
import type { Place } from "../routing/plan";

/** What went wrong on a walk so far, and what that rules out. */
export class Setbacks {
  /** The prompt is too long for a model: only one with a larger window is worth a try. */
  tooLong: Failure | null = null;
  /** A place was passed over because the request's time was over. */
  late = false;
  /** The last failure is one that the operator wants told, not tried again. */
  #final = false;
  readonly #failures: { failure: Failure; providerId: string }[] = [];
  /** Provider and model pairs that do not exist. */
  #unknown: Set<string> | null = null;

  get count(): number {
    return this.#failures.length;
  }

  /** Nothing further is tried. */
  isOver(maxAttempts: number): boolean {
    return this.#final || this.#failures.length >= maxAttempts;
  }

  add(place: Place, problem: Failure, retryOn: readonly RetryChoice[] | undefined): void {
    if (retryOn !== undefined && !goesOn(retryOn, problem)) this.#final = true;
    if (problem.kind === "context") this.tooLong = problem;
    if (problem.kind === "model_not_found") {
      this.#unknown ??= new Set();
      this.#unknown.add(pairOf(place));
    }
    this.#failures.push({ failure: problem, providerId: place.providerId });
  }

  isUnknown(place: Place): boolean {
    return this.#unknown?.has(pairOf(place)) === true;
  }

  /** Whether a place is of no use after what `last` said. */
  isTooSmall(place: Place, last: Place | null): boolean {
    return this.tooLong !== null && !isLarger(place, last);
  }

  /** What the caller hears where nothing is left. */
  exhausted(model: string): GatewayError {
    return exhausted(this.#failures, model, this.late);
  }
}

const pairOf = ({ providerId, model }: Place) => `${providerId} ${model}`;

/** After a context-window error only a model with a known larger window is worth a try. */
function isLarger(place: Place, last: Place | null): boolean {
  if (last === null || place.model === last.model) return false;
  const before = last.candidate.contextLength;
  const next = place.candidate.contextLength;
  return next !== null && (before === null || next > before);
}
