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
  /** Models for which the prompt is too long, and the largest known window among them: none of them is worth a try. */
  #full: Set<string> | null = null;
  #window = 0;
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
    if (problem.kind === "context") {
      this.tooLong = problem;
      this.#full ??= new Set();
      this.#full.add(place.model);
      this.#window = Math.max(this.#window, place.candidate.contextLength ?? 0);
    }
    if (problem.kind === "model_not_found") {
      this.#unknown ??= new Set();
      this.#unknown.add(pairOf(place));
    }
    this.#failures.push({ failure: problem, providerId: place.providerId });
  }

  isUnknown(place: Place): boolean {
    return this.#unknown?.has(pairOf(place)) === true;
  }

  /** After a context-window error only a model with a known larger window is worth a try, wherever it is served. */
  isTooSmall({ model, candidate }: Place): boolean {
    return this.#full !== null && (this.#full.has(model) || (candidate.contextLength ?? 0) <= this.#window);
  }

  /** What the caller hears where nothing is left. */
  exhausted(model: string): GatewayError {
    return exhausted(this.#failures, model, this.late);
  }
}

const pairOf = ({ providerId, model }: Place) => `${providerId} ${model}`;
