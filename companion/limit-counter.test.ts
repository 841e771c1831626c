import { afterEach, expect, test, vi } from "vitest";
import { LimitCounter } from "./limit-counter";

// The runtime's own module, which Node has not; app/tests/integration/workerd/shared-limits.test.ts runs the real one.
vi.mock("cloudflare:workers", () => ({
  DurableObject: class {
    readonly ctx: unknown;
    constructor(context: unknown) {
      this.ctx = context;
    }
  },
}));

const noon = Date.UTC(2026, 10, 21, 12);
afterEach(() => vi.useRealTimers());

/** Objects of the same name, one after the other, over one storage. */
function place() {
  vi.useFakeTimers({ now: noon });
  let stored: unknown;
  const writes = vi.fn((_: string, value: unknown) => {
    stored = structuredClone(value);
  });
  const storage = { get: async () => stored, put: async (name: string, value: unknown) => writes(name, value) };
  return {
    writes,
    async open() {
      let restored: Promise<void> = Promise.resolve();
      const context = {
        storage,
        blockConcurrencyWhile: (work: () => Promise<void>) => {
          restored = work();
          return restored;
        },
      };
      const counter = new LimitCounter(context as unknown as DurableObjectState, {});
      await restored;
      return counter;
    },
  };
}

const ask = (limits: object, tokens = 0) => ({ limits, tokens, budget: null, quota: null });

test("an object that is moved knows what the one before it counted, up to the last second", async () => {
  const { open, writes } = place();
  const first = await open();
  const limits = { rpm: 3, tpm: 100, concurrency: 5 };
  const taken = [first.take(ask(limits, 30)), first.take(ask(limits, 30))];
  const [one] = taken;
  if (one?.taken) first.settle(one.ticket, { tokens: 10, microUsd: 5 });
  vi.advanceTimersByTime(1_000);
  expect(writes).toHaveBeenCalledTimes(1);

  const second = await open();
  expect(second.figures()).toEqual({ requests: 2, tokens: 40, running: 1 });
  expect(second.take(ask(limits, 61))).toMatchObject({ taken: false, refusal: { limit: "tpm" } });
  expect(second.take(ask(limits, 60))).toMatchObject({ taken: true });
  expect(second.take(ask(limits))).toMatchObject({ taken: false, refusal: { limit: "rpm", waitMs: 59_000 } });
  const other = taken[1];
  if (other?.taken) second.settle(other.ticket, { tokens: 30, microUsd: 5 });
  expect(second.figures().running).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(second.figures()).toMatchObject({ requests: 0, tokens: 0 });
});

test("a place that nobody gives back is free after a quarter of an hour", async () => {
  const { open } = place();
  const counter = await open();
  const limits = { concurrency: 1 };
  expect(counter.take(ask(limits))).toMatchObject({ taken: true });
  vi.advanceTimersByTime(14 * 60_000);
  expect(counter.take(ask(limits))).toMatchObject({ taken: false, refusal: { limit: "concurrency" } });
  vi.advanceTimersByTime(60_000);
  expect(counter.take(ask(limits))).toMatchObject({ taken: true });
});

test("what an isolate read of the budget and what was settled here are one figure: the larger", async () => {
  const { open } = place();
  const counter = await open();
  const budget = { from: Date.UTC(2026, 10, 1), microUsd: 900_000, tokens: 0 };
  const limits = { budget: { usd: 1, period: "month" as const } };
  const first = counter.take({ limits, tokens: 0, budget, quota: null });
  if (first.taken) counter.settle(first.ticket, { tokens: 0, microUsd: 100_000 });
  // The next isolate has not read of it yet.
  expect(counter.take({ limits, tokens: 0, budget, quota: null })).toMatchObject({
    taken: false,
    refusal: { limit: "budget" },
  });
});

test("a request that did not take place does not count, and a ticket counts once", async () => {
  const { open } = place();
  const counter = await open();
  const first = counter.take(ask({ rpm: 1 }));
  if (!first.taken) throw expect.unreachable();
  counter.settle(first.ticket, null);
  counter.settle(first.ticket, null);
  expect(counter.figures()).toEqual({ requests: 0, tokens: 0, running: 0 });
  expect(counter.take(ask({ rpm: 1 }))).toMatchObject({ taken: true });
});
