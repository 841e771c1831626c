import { expect, test, vi } from "vitest";
import type { Gateway } from "../gateway";
import type { Place } from "../routing/plan";
import { HedgeBook } from "./hedge-book";
import { chooseBeside, discard } from "./hedge-choice";

const place = (providerId: string, model = "m") => ({ providerId, model, credential: { id: providerId } }) as Place;
const slow = place("slow");
const rest = [place("slow"), place("tried"), place("open"), place("resting"), place("good"), place("later")];

/** The provider that is started beside the slow one, where one extra call in so many requests is allowed. */
function chosen(places: Place[], { requests = 1, maxExtraPercent = 100 } = {}): string | undefined {
  const now = 1_000;
  const hedges = new HedgeBook();
  for (let request = 0; request < requests; request++) hedges.request(now);
  const gateway = {
    ports: { now: () => now },
    hedges,
    healthBook: {
      breaker: ({ providerId }: Place) => ({ state: providerId === "open" ? "open" : "closed" }),
      credential: ({ id }: { id: string }) => ({ cooldownUntil: id === "resting" ? now + 1 : now }),
    },
  } as unknown as Gateway;
  const isOut = ({ providerId }: Place) => providerId === "tried";
  return chooseBeside({ gateway, rest: places, slow, isOut, maxExtraPercent })?.providerId;
}

test("beside a slow attempt goes the next place on which one can count", () => {
  expect(chosen(rest)).toBe("good");
  expect(chosen(rest.slice(0, 4))).toBeUndefined();
  expect(chosen([place("slow", "other")])).toBe("slow");
  expect(chosen([{ ...place("open"), providerId: "keyless", credential: null }])).toBe("keyless");
});

test("none goes beside it past the share of extra calls", () => {
  expect(chosen(rest, { requests: 19, maxExtraPercent: 5 })).toBeUndefined();
  expect(chosen(rest, { requests: 20, maxExtraPercent: 5 })).toBe("good");
});

test("a stream that came too late is ended at its upstream", () => {
  const stream = { abort: vi.fn(), reader: { cancel: vi.fn(async () => {}) } };
  discard({ result: { stream } } as never);
  expect([stream.abort.mock.calls.length, stream.reader.cancel.mock.calls.length]).toEqual([1, 1]);
  expect(() => discard({ result: { stream: null } } as never)).not.toThrow();
});
