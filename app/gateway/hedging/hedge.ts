import type { AttemptResult } from "../attempt/attempt";
import { Branch, type CancelSource } from "../cancellation";
import type { Place } from "../routing/plan";

/** An attempt under way, which may have another one beside it. */
export interface Running {
  place: Place;
  /** Unix ms. */
  startedAt: number;
  /** Why it was started, where that is not the plan's reason. */
  reason: string | null;
  branch: Branch;
  done: Promise<Finished>;
}

export interface Finished {
  running: Running;
  result: AttemptResult;
}

interface HedgeOptions {
  cancellation: CancelSource;
  now(): number;
  /** One attempt; never rejects. */
  attempt(place: Place, startedAt: number, cancellation: CancelSource): Promise<AttemptResult>;
  /** The next place to try beside `place`, where there is one and the budget allows it. */
  next(place: Place): Place | null;
  /** An attempt that is given up: what comes of it no longer matters. */
  abandoned(running: Running): void;
}

/** Attempts side by side: one that takes unusually long gets a second one beside it, and the first answer wins. */
export class Hedge {
  /** Places that were started out of turn. */
  readonly tried = new Set<Place>();
  /** The attempt that goes on after the other one failed. */
  beside: Running | null = null;
  #first: Running | null = null;
  readonly #options: HedgeOptions;

  constructor(options: HedgeOptions) {
    this.#options = options;
  }

  /** The first attempt to end well, or the one that failed; then the other is still under way in `beside`. */
  async run(place: Place, waitMs: number | null): Promise<Finished> {
    const { cancellation, next } = this.#options;
    const first = this.#start(place, null);
    this.#first = first;
    cancellation.listen((reason) => {
      this.#first?.branch.cancel(reason);
      this.beside?.branch.cancel(reason);
    });
    if (waitMs !== null && (await isLate(first.done, waitMs)) && cancellation.reason === null) {
      const other = next(place);
      if (other !== null) {
        this.tried.add(other);
        const reason = `hedge: '${place.providerId}' had no first token after ${Math.round(waitMs)} ms`;
        this.beside = this.#start(other, reason);
      }
    }
    return this.#settled(first);
  }

  /** What becomes of the attempt that was left after the other one had failed. */
  async rest(): Promise<Finished> {
    const running = this.beside!;
    this.#first = running;
    this.beside = null;
    const finished = await running.done;
    this.#first = null;
    return finished;
  }

  /** Ends the attempt that is still under way. */
  giveUp(): void {
    if (this.beside === null) return;
    this.#outrun(this.beside);
    this.beside = null;
  }

  async #settled(first: Running): Promise<Finished> {
    const second = this.beside;
    if (second === null) return first.done;
    const finished = await Promise.race([first.done, second.done]);
    this.#first = finished.running;
    this.beside = finished.running === first ? second : first;
    if (finished.result.failure === null) this.giveUp();
    return finished;
  }

  #start(place: Place, reason: string | null): Running {
    const { cancellation, now, attempt } = this.#options;
    const startedAt = now();
    const branch = new Branch(cancellation);
    const running = { place, startedAt, reason, branch } as Running;
    running.done = attempt(place, startedAt, branch).then((result) => ({ running, result }));
    return running;
  }

  #outrun(running: Running): void {
    running.branch.cancel("outrun");
    this.#options.abandoned(running);
  }
}

/** Whether nothing came of it in time. */
async function isLate(done: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), ms);
  });
  const answer = await Promise.race([done.then(() => false), late]);
  clearTimeout(timer);
  return answer;
}
