import { DurableObject } from "cloudflare:workers";
import {
  LimitCounter as Counter,
  knowsMore,
  type LimitFigures,
  type Ticket,
  type Used,
} from "../app/gateway/limits/limit-counter";
import type { SharedAnswer, SharedTake } from "../app/gateway/limits/shared-counter";

// The limits of one key (or of the gateway as a whole), counted in one place for all isolates. It counts with the gateway's
// own code; a single thread and one clock make it exact.

/** A request whose end nobody told frees its place after so long: its isolate is gone. */
const leaseMs = 15 * 60_000;
/** State is written at most this often: a counter that is moved forgets no more than that. */
const saveEveryMs = 1_000;

interface Saved {
  requests: [second: number, amount: number][];
  tokens: [second: number, amount: number][];
  running: [ticket: string, at: number][];
  budget: Used | null;
  quota: Used | null;
}

interface Running {
  at: number;
  /** Null for one that was taken before this object was moved: what it reserved stays in the window. */
  ticket: Ticket | null;
}

export class LimitCounter extends DurableObject {
  readonly #counter = new Counter();
  readonly #running = new Map<string, Running>();
  #saving = false;

  constructor(context: DurableObjectState, environment: object) {
    super(context, environment);
    void context.blockConcurrencyWhile(async () => {
      const saved = await context.storage.get<Saved>("state");
      if (saved !== undefined) this.#restore(saved);
    });
  }

  take({ limits, tokens, budget, quota }: SharedTake): SharedAnswer {
    const now = Date.now();
    this.#freeLost(now);
    const counter = this.#counter;
    counter.budget = knowsMore(counter.budget, budget);
    counter.quota = knowsMore(counter.quota, quota);
    const refusal = counter.refusal(limits, tokens, now);
    if (refusal !== null) return { taken: false, refusal };
    const id = crypto.randomUUID();
    this.#running.set(id, { at: now, ticket: counter.take(limits, tokens, now) });
    this.#saveSoon();
    return { taken: true, ticket: id, figures: counter.figures(now) };
  }

  /** `used` is null where the request did not take place. A ticket that is not known (any more) is no error. */
  settle(id: string, used: { tokens: number; microUsd: number | null } | null): void {
    const running = this.#running.get(id);
    if (running === undefined) return;
    this.#running.delete(id);
    const ticket = running.ticket ?? { request: null, tokens: null };
    if (used === null) this.#counter.undo(ticket);
    else this.#counter.settle(ticket, used.tokens, used.microUsd);
    this.#saveSoon();
  }

  figures(): LimitFigures {
    const now = Date.now();
    this.#freeLost(now);
    return this.#counter.figures(now);
  }

  /** The oldest stand first. */
  #freeLost(now: number): void {
    for (const [id, { at }] of this.#running) {
      if (now - at < leaseMs) return;
      this.#running.delete(id);
      this.#counter.running--;
    }
  }

  /** The timer also keeps the object in memory until it is written. */
  #saveSoon(): void {
    if (this.#saving) return;
    this.#saving = true;
    setTimeout(() => {
      this.#saving = false;
      void this.ctx.storage.put("state", this.#state(Date.now()), { allowUnconfirmed: true });
    }, saveEveryMs);
  }

  #state(now: number): Saved {
    const { requests, tokens, budget, quota } = this.#counter;
    return {
      requests: requests.bySecond(now),
      tokens: tokens.bySecond(now),
      running: [...this.#running].map(([id, { at }]) => [id, at]),
      budget,
      quota,
    };
  }

  #restore({ requests, tokens, running, budget, quota }: Saved): void {
    for (const [second, amount] of requests) this.#counter.requests.add(second * 1000, amount);
    for (const [second, amount] of tokens) this.#counter.tokens.add(second * 1000, amount);
    for (const [id, at] of running) this.#running.set(id, { at, ticket: null });
    this.#counter.running = running.length;
    this.#counter.budget = budget;
    this.#counter.quota = quota;
  }
}

/** The gateway calls the objects by its binding; nobody else has a way in. */
export default {
  fetch: () => new Response("This Worker only counts for the gateway.\n", { status: 404 }),
};
