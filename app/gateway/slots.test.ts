import { expect, test } from "vitest";
import { Slots } from "./slots";

test("what was taken out is gone, what stays is found, and places are used again", () => {
  const slots = new Slots<string>();
  const places = ["a", "b", "c"].map((item) => slots.add(item));
  slots.remove(places[1]!);
  expect([...slots]).toEqual(["a", "c"]);
  expect(slots.add("d")).toBe(places[1]);
  expect([...slots]).toEqual(["a", "d", "c"]);
  expect(slots.size).toBe(3);
});

test("any number may come and go without the list growing", () => {
  const slots = new Slots<number>();
  const highest = Array.from({ length: 1000 }, (_, index) => {
    const place = slots.add(index);
    slots.remove(place);
    return place;
  });
  expect(Math.max(...highest)).toBe(0);
  expect([...slots]).toEqual([]);
});
