import type { Defer, Ports } from "../ports";
import type { LimitFigures, Refusal } from "./limit-counter";
import type { Holding } from "./limit-subject";
import type { SharedAnswer, SharedCounter } from "./shared-counter";

/** A counter that has not answered by then is not waited for: this isolate counts alone. */
const patienceMs = 150;
/** After that it is not asked for so long, and the host's log says so once. */
const pauseMs = 5_000;

type Taken = {
  figures: LimitFigures;
  settle(tokens: number, microUsd: number | null): Promise<void>;
};
type Outcome = (Taken | { figures: null; settle: Taken["settle"] | null }) | { refusal: Refusal; holding: Holding };

/** Asks the counter that isolates share, and goes on without it where it does not answer in time. */
export class SharedLimits {
  readonly #ports: Ports;
  readonly #counter: SharedCounter;
  #pausedUntil = 0;

  constructor(ports: Ports, counter: SharedCounter) {
    this.#ports = ports;
    this.#counter = counter;
  }

  /** For requests that have their place in this isolate already: whether the others leave room for it. */
  async take(holdings: readonly Holding[], defer: Defer): Promise<Outcome> {
    if (this.#ports.now() < this.#pausedUntil) return { figures: null, settle: null };
    const asked = holdings.map((holding) => this.#ask(holding));
    const answers = await this.#inTime(Promise.all(asked));
    if (answers === null) {
      // What the counter takes after all stands for this request, which is served.
      const settle: Taken["settle"] = async (tokens, microUsd) => {
        const late = await Promise.allSettled(asked);
        for (const [index, answer] of late.entries())
          if (answer.status === "fulfilled") await this.#close(holdings[index]!, answer.value, { tokens, microUsd });
      };
      return { figures: null, settle };
    }
    const refusedAt = answers.findIndex((answer) => !answer.taken);
    const refused = answers[refusedAt];
    if (refused !== undefined && !refused.taken) {
      for (const [index, answer] of answers.entries()) defer(this.#close(holdings[index]!, answer, null));
      return { refusal: refused.refusal, holding: holdings[refusedAt]! };
    }
    const first = answers[0]!;
    return {
      figures: first.taken ? first.figures : holdings[0]!.subject.counter.figures(this.#ports.now()),
      settle: async (tokens, microUsd) => {
        await Promise.all(answers.map((answer, index) => this.#close(holdings[index]!, answer, { tokens, microUsd })));
      },
    };
  }

  /** What all isolates use; `own` where the counter does not answer. */
  async figures(subject: string, own: LimitFigures): Promise<LimitFigures> {
    return (await this.#inTime(this.#counter.figures(subject))) ?? own;
  }

  #ask({ subject, limits, tokens }: Holding): Promise<SharedAnswer> {
    const { budget, quota } = subject.counter;
    return this.#counter.take(subject.id, { limits, tokens, budget, quota });
  }

  async #close(
    holding: Holding,
    answer: SharedAnswer,
    used: { tokens: number; microUsd: number | null } | null,
  ): Promise<void> {
    if (!answer.taken) return;
    try {
      await this.#counter.settle(holding.subject.id, answer.ticket, used);
    } catch (error) {
      console.error("The shared limit counter did not take what a request used:", error);
    }
  }

  /** Null where it failed or took too long. */
  async #inTime<T>(answer: Promise<T>): Promise<T | null> {
    const late = Symbol("late");
    try {
      const first = await Promise.race([answer, this.#ports.sleep(patienceMs).then(() => late)]);
      if (first !== late) return first as T;
      answer.catch(() => {});
      this.#pause(`did not answer within ${patienceMs} ms`);
    } catch (error) {
      this.#pause(`failed (${error instanceof Error ? error.message : String(error)})`);
    }
    return null;
  }

  #pause(what: string): void {
    const now = this.#ports.now();
    if (now >= this.#pausedUntil)
      console.error(
        `The shared limit counter ${what}: for ${pauseMs / 1000} s this isolate counts rate limits on its own.`,
      );
    this.#pausedUntil = now + pauseMs;
  }
}
