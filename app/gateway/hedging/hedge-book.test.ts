import { expect, test } from "vitest";
import { HedgeBook } from "./hedge-book";

const place = { providerId: "p", model: "m" };

test("nothing is hedged before there are enough observations, then what takes longer than 95 of 100", () => {
  const book = new HedgeBook();
  // They come in no order.
  for (let turn = 1; turn < 20; turn++) book.observe(place, true, ((turn * 7) % 20) * 100);
  expect(book.waitMs(place, true)).toBeNull();
  book.observe(place, true, 2_000);
  expect(book.waitMs(place, true)).toBe(1_900);
  // Whole answers are another matter than first tokens, and models know nothing of each other.
  expect(book.waitMs(place, false)).toBeNull();
  expect(book.waitMs({ ...place, model: "other" }, true)).toBeNull();
});

test("old observations give way to new ones, and a quick model is not hedged for a hiccup", () => {
  const book = new HedgeBook();
  for (let turn = 0; turn < 30; turn++) book.observe(place, true, 5_000);
  expect(book.waitMs(place, true)).toBe(5_000);
  for (let turn = 0; turn < 100; turn++) book.observe(place, true, 3);
  expect(book.waitMs(place, true)).toBe(50);
});

test("extra calls stay within their share of the requests of ten minutes", () => {
  const book = new HedgeBook();
  let now = 0;
  expect(book.take(now, 100)).toBe(false);
  const hedgesOf = (requests: number) => {
    let hedges = 0;
    for (let turn = 0; turn < requests; turn++) {
      now += 100;
      book.request(now);
      if (book.take(now, 5)) hedges++;
    }
    return hedges;
  };
  expect(hedgesOf(19)).toBe(0);
  expect(hedgesOf(1)).toBe(1);
  expect(hedgesOf(980)).toBe(49);
  // What was not spent is not saved up for ever.
  for (let turn = 0; turn < 1_000; turn++) book.request(now);
  now += 700_000;
  expect(hedgesOf(19)).toBe(0);
  expect(hedgesOf(1)).toBe(1);
});
