import { expect, test } from "vitest";
import { SlidingSum, windowMs } from "./sliding-sum";

test("an entry counts for sixty seconds to the millisecond", () => {
  const sum = new SlidingSum();
  sum.add(1_000, 5);
  expect(sum.sum(1_000 + windowMs - 1)).toBe(5);
  expect(sum.sum(1_000 + windowMs)).toBe(0);
});

test("very many entries are summed, freed and changed as few are", () => {
  const sum = new SlidingSum();
  const kept: { entry: number; at: number; amount: number }[] = [];
  let now = 0;
  // A fixed sequence that looks like chance.
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let step = 0; step < 5_000; step++) {
    now += next(60);
    const amount = next(100);
    kept.push({ entry: sum.add(now, amount), at: now, amount });
    if (step % 3 === 0) {
      const one = kept[next(kept.length)];
      if (one !== undefined) {
        sum.change(one.entry, amount + 1);
        one.amount = amount + 1;
      }
    }
    const expected = kept.reduce((total, { at, amount: of }) => total + (at > now - windowMs ? of : 0), 0);
    expect(sum.sum(now)).toBe(expected);
  }
  const total = sum.sum(now);
  expect(sum.bySecond(now).reduce((all, [, amount]) => all + amount, 0)).toBe(total);
  expect(sum.freeIn(now, 1, total + 1)).toBe(0);
  const oldest = kept.find(({ at }) => at > now - windowMs);
  expect(sum.freeIn(now, oldest?.amount ?? 0, total)).toBe((oldest?.at ?? 0) + windowMs - now);
});

test("an entry that left the window changes nothing any more", () => {
  const sum = new SlidingSum();
  const entry = sum.add(0, 5);
  sum.add(windowMs, 2);
  expect(sum.sum(windowMs)).toBe(2);
  sum.change(entry, 100);
  expect(sum.sum(windowMs)).toBe(2);
});

test("a clock that goes back by hours holds nobody up for longer than the window", () => {
  const hour = 3_600_000;
  const sum = new SlidingSum();
  sum.add(10 * hour - 30_000, 1);
  sum.add(10 * hour, 2);
  expect(sum.freeIn(7 * hour, 1, 3)).toBe(windowMs);
  sum.add(7 * hour + 1_000, 4);
  expect(sum.sum(7 * hour + windowMs - 1)).toBe(7);
  expect(sum.sum(7 * hour + windowMs)).toBe(4);
});
