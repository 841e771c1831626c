import { expect, test, vi } from "vitest";
import type { ApiKey } from "../config/entities";
import type { Ports } from "../ports";
import { knowsMore, LimitCounter } from "./limit-counter";
import type { Limits } from "./limit-schema";
import { LimitBook, type Reservation } from "./limits";
import type { SharedAnswer, SharedCounter } from "./shared-counter";

const keyWith = (limits: Limits, id = "k"): ApiKey => ({
  id,
  name: id.toUpperCase(),
  role: "client",
  models: ["*"],
  providers: ["*"],
  enabled: true,
  expiresAt: null,
  limits,
});

interface World {
  counter?: SharedCounter | null;
  shared?: boolean;
  used?: (keyId: string | null, from: number, until: number | null) => { microUsd: number; tokens: number };
}

/** A book on a clock of its own. `ask` answers the reservation, or the code of the refusal. */
function world({ counter = null, shared = false, used = () => ({ microUsd: 0, tokens: 0 }) }: World = {}) {
  const clock = { now: Date.UTC(2026, 10, 21, 12) };
  const deferred: Promise<unknown>[] = [];
  const ports = {
    now: () => clock.now,
    sleep: (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5))),
    shared,
    counter,
    store: { used: async (...query: [string | null, number, number | null]) => used(...query) },
  } as unknown as Ports;
  const book = new LimitBook(ports, () => ({ microUsd: 0, tokens: 0 }));
  const defaults = (limits: { defaults?: Limits; gateway?: Limits }) =>
    book.adopt({ defaults: limits.defaults ?? {}, gateway: limits.gateway ?? {} }, null);
  const ask = async (key: ApiKey, tokens = 1): Promise<Reservation | string> => {
    try {
      return await book.admit(
        key,
        () => ({ prompt: tokens, maximum: 0 }),
        (work) => void deferred.push(work),
      );
    } catch (error) {
      return `${(error as { code: string }).code}: ${(error as Error).message}`;
    }
  };
  const settle = async (reservation: Reservation | string, tokens: number, microUsd: number | null = null) => {
    (reservation as Reservation).settle(tokens, microUsd);
    await Promise.all(deferred);
  };
  return { book, clock, ask, settle, defaults };
}

const taken = expect.objectContaining({ headers: expect.anything() });

test("limits slide over sixty seconds, and a refused request does not count", async () => {
  const { clock, ask, settle } = world();
  const key = keyWith({ rpm: 2, tpm: 100 });
  const first = await ask(key, 60);
  expect(await ask(key, 60)).toMatch(/^rate_limit_exceeded: .*100 tokens per minute \(60 used, about 60 asked\)/);
  await settle(first, 10);
  expect(await ask(key, 60)).toMatchObject({
    headers: { "x-ratelimit-remaining-requests": "0", "x-ratelimit-remaining-tokens": "30" },
  });
  expect(await ask(key, 1)).toMatch(/^rate_limit_exceeded: .*2 requests per minute/);
  clock.now += 60_000;
  expect(await ask(key, 60)).toEqual(taken);
});

test("a key without limits holds nothing, and nothing is read for it", async () => {
  const used = vi.fn(() => ({ microUsd: 0, tokens: 0 }));
  const { book } = world({ used });
  const answer = book.admit(
    keyWith({}),
    () => expect.unreachable("no estimate is needed"),
    () => {},
  );
  expect(answer).toMatchObject({ headers: {} });
  expect(used).not.toHaveBeenCalled();
});

test("a default holds for keys without that limit of their own, not for the playground's", async () => {
  const { ask, defaults } = world();
  defaults({ defaults: { rpm: 1, concurrency: 5 } });
  const [plain, own, playground] = [
    keyWith({}, "plain"),
    keyWith({ rpm: 2 }, "own"),
    { ...keyWith({}, "p"), withoutDefaults: true },
  ];
  for (const [key, allowed] of [
    [plain, 1],
    [own, 2],
    [playground, 5],
  ] as const) {
    for (let turn = 0; turn < allowed; turn++) expect(await ask(key)).toEqual(taken);
    if (key !== playground) expect(await ask(key)).toMatch(new RegExp(`limit of ${allowed} requests per minute`));
  }
  defaults({});
  expect(await ask(plain)).toEqual(taken);
});

test("the gateway's ceiling holds over all keys, and what it refuses does not count for the key", async () => {
  const { ask, settle, defaults } = world();
  defaults({ gateway: { rpm: 3, concurrency: 2 } });
  const keys = ["a", "b", "c"].map((id) => keyWith({ rpm: 1 }, id));
  const first = await ask(keys[0]!);
  await ask(keys[1]!);
  expect(await ask(keys[2]!)).toMatch(/^rate_limit_exceeded: The gateway already has 2 requests running over all keys/);
  await settle(first, 1);
  expect(await ask(keys[2]!)).toEqual(taken);
  expect(await ask(keyWith({}, "d"))).toMatch(/The gateway/);
});

test("a quota refuses the next request once it is used, and starts anew with its period", async () => {
  const { clock, ask, settle } = world();
  const key = keyWith({ quota: { tokens: 100, period: "day" } });
  await settle(await ask(key), 60);
  await settle(await ask(key), 60);
  expect(await ask(key)).toMatch(/^insufficient_quota: .*daily quota of 100 tokens\. It starts anew at 2026-11-22/);
  clock.now += 86_400_000;
  expect(await ask(key)).toEqual(taken);
});

test.each(["budget", "quota"] as const)(
  "a %s refuses on the next day too, by what was used on that day",
  async (limit) => {
    const { clock, ask, settle } = world();
    const key = keyWith(
      limit === "budget" ? { budget: { usd: 0.001, period: "day" } } : { quota: { tokens: 1_000, period: "day" } },
    );
    for (const day of ["first", "second"]) {
      expect([day, await ask(key)]).toEqual([day, taken]);
      await settle(await ask(key), 1_000, 1_000);
      expect(await ask(key)).toMatch(/^insufficient_quota/);
      clock.now += 86_400_000;
    }
  },
);

test("the gateway's own budget is what all keys have spent, and holds for a key without limits", async () => {
  const asked: (string | null)[] = [];
  const { ask, defaults } = world({
    used: (keyId) => {
      asked.push(keyId);
      return { microUsd: 2_000_000, tokens: 0 };
    },
  });
  defaults({ gateway: { budget: { usd: 2, period: "month" } } });
  expect(await ask(keyWith({}))).toMatch(/^insufficient_quota: The gateway/);
  expect(new Set(asked)).toEqual(new Set([null]));
});

test("what was spent is read once for hours that are over, and then only for the last ones", async () => {
  const spans: [number, number | null][] = [];
  const { clock, ask } = world({
    shared: true,
    used: (_, from, until) => {
      spans.push([from, until]);
      return { microUsd: 1_000, tokens: 0 };
    },
  });
  const key = keyWith({ budget: { usd: 1, period: "month" }, quota: { tokens: 1_000, period: "total" } });
  const month = Date.UTC(2026, 10, 1);
  const closed = Date.UTC(2026, 10, 21, 10);
  await ask(key);
  clock.now += 1_000;
  await ask(key);
  expect(spans).toEqual([
    [month, closed],
    [closed, null],
    [0, closed],
    [closed, null],
  ]);
  clock.now += 5_000;
  await ask(key);
  expect(spans.slice(4)).toEqual([
    [closed, null],
    [closed, null],
  ]);
});

test("where isolates share a budget its figure is read again beside a request, and only an old one is waited for", async () => {
  const reads: number[] = [];
  const { clock, ask, settle } = world({
    shared: true,
    used: (_key, from) => {
      reads.push(from);
      return { microUsd: 0, tokens: 0 };
    },
  });
  const key = keyWith({ budget: { usd: 1, period: "total" } });
  const readsOf = async (waitMs: number) => {
    const before = reads.length;
    clock.now += waitMs;
    await settle(await ask(key), 1);
    return reads.length - before;
  };
  expect(await readsOf(0)).toBe(2);
  expect([await readsOf(700), await readsOf(700)]).toEqual([0, 0]);
  // One reading for all who come after half of the time, none of whom waits.
  clock.now += 700;
  const before = reads.length;
  const taken = [ask(key), ask(key), ask(key)];
  expect(reads.length - before).toBe(1);
  for (const reservation of taken) await settle(await reservation, 1);
  expect([await readsOf(700), await readsOf(700), await readsOf(700)]).toEqual([0, 0, 1]);
  expect(await readsOf(60_000)).toBe(1);
});

test("the watch hears of a key from 80 % on", async () => {
  const { book, ask, settle } = world();
  const heard: number[] = [];
  const settings = { defaults: {}, gateway: {} };
  book.adopt(settings, ({ counter }) => heard.push(counter.budget?.microUsd ?? 0));
  const key = keyWith({ budget: { usd: 0.001, period: "total" } });
  for (let turn = 0; turn < 3; turn++) await settle(await ask(key), 0, 400);
  expect(heard).toEqual([800, 1200]);
});

/** The counter that isolates share, as the companion implements it over the same counting. */
function sharedCounter(): SharedCounter & { tickets: number } {
  const counter = new LimitCounter();
  const tickets = new Map<string, ReturnType<LimitCounter["take"]>>();
  return {
    get tickets() {
      return tickets.size;
    },
    async take(_, { limits, tokens }): Promise<SharedAnswer> {
      const now = Date.UTC(2026, 10, 21, 12);
      const refusal = counter.refusal(limits, tokens, now);
      if (refusal !== null) return { taken: false, refusal };
      const ticket = String(Math.random());
      tickets.set(ticket, counter.take(limits, tokens, now));
      return { taken: true, ticket, figures: counter.figures(now) };
    },
    async settle(_, id, used) {
      const ticket = tickets.get(id)!;
      tickets.delete(id);
      if (used === null) counter.undo(ticket);
      else counter.settle(ticket, used.tokens, used.microUsd);
    },
    figures: async () => counter.figures(Date.UTC(2026, 10, 21, 12)),
  };
}

test("two isolates that share a counter serve exactly the limit, and each tells what is left of it", async () => {
  const counter = sharedCounter();
  const isolates = [world({ counter }), world({ counter })];
  const key = keyWith({ rpm: 5, concurrency: 4 });
  const answers: (Reservation | string)[] = [];
  for (let turn = 0; turn < 4; turn++) answers.push(await isolates[turn % 2]!.ask(key));
  expect(answers.at(-1)).toMatchObject({ headers: { "x-ratelimit-remaining-requests": "1" } });
  expect(await isolates[0]!.ask(key)).toMatch(/already has 4 requests running/);
  for (const [turn, answer] of answers.entries()) await isolates[turn % 2]!.settle(answer, 1);
  expect(counter.tickets).toBe(0);
  expect(await isolates[1]!.ask(key)).toEqual(taken);
  expect(await isolates[0]!.ask(key)).toMatch(/limit of 5 requests per minute/);
  expect(await isolates[0]!.book.left(key)).toMatchObject({ rpm: { remaining: 0 }, concurrency: { remaining: 3 } });
});

test("what the shared counter refuses does not count for the isolate that goes on alone", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const refusal = { limit: "rpm", waitMs: 1_000, figures: { requests: 2, tokens: 90, running: 1 } } as const;
  const take = vi.fn(async (): Promise<SharedAnswer> => ({ taken: false, refusal }));
  const { ask } = world({ counter: { take, settle: vi.fn(), figures: vi.fn() } });
  const key = keyWith({ rpm: 1, tpm: 100, concurrency: 1 });
  expect(await ask(key, 90)).toMatch(/^rate_limit_exceeded/);
  take.mockRejectedValueOnce(new Error("gone"));
  expect(await ask(key, 90)).toEqual(taken);
  log.mockRestore();
});

test("of two figures the later period holds, and of one period the larger", () => {
  const used = (from: number, microUsd: number, tokens: number) => ({ from, microUsd, tokens });
  const cases = [
    [used(2, 1, 1), used(1, 9, 9), used(2, 1, 1)],
    [used(1, 9, 9), used(2, 1, 1), used(2, 1, 1)],
    [used(1, 9, 1), used(1, 1, 9), used(1, 9, 9)],
    [null, used(1, 1, 1), used(1, 1, 1)],
    [used(1, 1, 1), null, used(1, 1, 1)],
  ] as const;
  for (const [one, other, expected] of cases) expect(knowsMore(one, other)).toEqual(expected);
});

test("a shared counter that fails or hangs is left alone for a while, with one line in the log", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const take = vi.fn(() => new Promise<SharedAnswer>(() => {}));
  const counter = { take, settle: vi.fn(), figures: async () => Promise.reject(new Error("gone")) };
  const { ask, clock } = world({ counter });
  const key = keyWith({ rpm: 2 });
  expect(await ask(key)).toEqual(taken);
  expect(await ask(key)).toEqual(taken);
  expect(await ask(key)).toMatch(/limit of 2 requests per minute/);
  expect(take).toHaveBeenCalledTimes(1);
  expect(log.mock.calls.flat()).toEqual([
    "The shared limit counter did not answer within 150 ms: for 5 s this isolate counts rate limits on its own.",
  ]);
  clock.now += 60_000;
  await ask(key);
  expect(take).toHaveBeenCalledTimes(2);
  log.mockRestore();
});
