import { expect, test } from "vitest";
import { shownProviders } from "./shown-providers";

const lines = ["a:healthy", "b:healthy", "c:healthy", "d:down", "e:off", "f:degraded"].map((text) => {
  const [id = "", state = ""] = text.split(":");
  return { id, state };
});

test("what is not healthy stays in sight, in the list's own order", () => {
  expect(shownProviders(lines, 4).map((line) => line.id)).toEqual(["a", "b", "d", "f"]);
  expect(shownProviders(lines, 10)).toEqual(lines);
});
