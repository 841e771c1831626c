import { expect, test, vi } from "vitest";
import type { AttemptResult } from "../attempt/attempt";
import { Branch, Cancellation, type CancelSource } from "../cancellation";
import { failure } from "../failures/failure";
import type { Place } from "../routing/plan";
import { Hedge, type Running } from "./hedge";

const place = (providerId: string) => ({ providerId, model: "m" }) as Place;
const good = { answer: {}, stream: null, failure: null, firstByteAt: 1 } as unknown as AttemptResult;
const bad: AttemptResult = {
  answer: null,
  stream: null,
  failure: failure("server", "http_500", "broken"),
  firstByteAt: null,
  repair: null,
  signature: false,
};

/** Attempts that end when the test says so. */
function set(next: Place | null) {
  const ends: Record<string, (result: AttemptResult) => void> = {};
  const heard: Record<string, string[]> = {};
  const abandoned: Running[] = [];
  const cancellation = new Cancellation(new Request("http://gateway.invalid"));
  const hedge = new Hedge({
    cancellation,
    now: () => 0,
    attempt: ({ providerId }: Place, _: number, branch: CancelSource) => {
      heard[providerId] = [];
      branch.listen((reason) => heard[providerId]!.push(reason));
      return new Promise((resolve) => {
        ends[providerId] = resolve;
      });
    },
    next: () => next,
    abandoned: (running) => void abandoned.push(running),
  });
  return { hedge, ends, heard, abandoned, cancellation };
}

test("an attempt that ends in time stays alone", async () => {
  const { hedge, ends, abandoned } = set(place("b"));
  const run = hedge.run(place("a"), 1_000);
  ends.a!(bad);
  expect((await run).running.place.providerId).toBe("a");
  expect([hedge.beside, hedge.tried.size, abandoned.length]).toEqual([null, 0, 0]);
});

test("the first good end wins and the other is told that it was outrun", async () => {
  const { hedge, ends, heard, abandoned } = set(place("b"));
  const run = hedge.run(place("a"), 1);
  await vi.waitFor(() => expect(ends.b).toBeDefined());
  ends.b!(good);
  const { running } = await run;
  expect(running.place.providerId).toBe("b");
  expect(running.reason).toMatch(/^hedge: 'a' had no first token after 1 ms$/);
  expect(heard).toEqual({ a: ["outrun"], b: [] });
  expect(abandoned.map((each) => each.place.providerId)).toEqual(["a"]);
  expect(hedge.beside).toBeNull();
});

test("where one fails the other goes on, whichever it is", async () => {
  for (const [first, second] of [
    ["a", "b"],
    ["b", "a"],
  ] as const) {
    const { hedge, ends, heard, abandoned } = set(place("b"));
    const run = hedge.run(place("a"), 1);
    await vi.waitFor(() => expect(ends.b).toBeDefined());
    ends[first]!(bad);
    expect((await run).running.place.providerId).toBe(first);
    const rest = hedge.rest();
    ends[second]!(good);
    expect((await rest).running.place.providerId).toBe(second);
    expect([abandoned.length, heard.a, heard.b]).toEqual([0, [], []]);
  }
});

test("a client that leaves ends both, and nothing is started for one that has left", async () => {
  const both = set(place("b"));
  void both.hedge.run(place("a"), 1);
  await vi.waitFor(() => expect(both.ends.b).toBeDefined());
  both.cancellation.cancel("client_left");
  expect(both.heard).toEqual({ a: ["client_left"], b: ["client_left"] });

  const left = set(place("b"));
  const run = left.hedge.run(place("a"), 5);
  left.cancellation.cancel("client_left");
  await new Promise((resolve) => setTimeout(resolve, 20));
  left.ends.a!(bad);
  await run;
  expect(left.ends.b).toBeUndefined();
});

test("without anyone to start beside it an attempt is waited for", async () => {
  const { hedge, ends } = set(null);
  const run = hedge.run(place("a"), 1);
  await new Promise((resolve) => setTimeout(resolve, 10));
  ends.a!(good);
  expect((await run).running.place.providerId).toBe("a");
});

test("a branch starts where the whole is", () => {
  const whole = new Cancellation(new Request("http://gateway.invalid"));
  whole.cancel("client_left");
  expect(new Branch(whole).reason).toBe("client_left");
});
