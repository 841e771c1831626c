import { expect, test } from "vitest";
import { tileIdentity } from "./tile-identity";

test("a name gives two letters and a steady hue", () => {
  expect(tileIdentity("my-server").mark).toBe("Ms");
  expect(tileIdentity("openai").mark).toBe("Op");
  expect(tileIdentity("通义 千问").mark).toBe("通千");
  expect(tileIdentity("---").mark).toBe("?");
  expect(tileIdentity("openai").hue).toBe(tileIdentity("openai").hue);
  expect(tileIdentity("openai").hue).toBeLessThan(360);
});
