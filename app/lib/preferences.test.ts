import { expect, test } from "vitest";
import { preferenceCookie, readCookie } from "./cookies";
import { defaultPreferences, readPreferences } from "./preferences";

test("without cookies the defaults hold", () => {
  expect(readPreferences(null)).toEqual(defaultPreferences);
  expect(readPreferences("other=1; theme=purple; timeZone=Mars%2FBase")).toEqual(defaultPreferences);
});

test("preferences come back from the cookies that they were written to", () => {
  const header = [
    preferenceCookie("theme", "dark"),
    preferenceCookie("timeZone", "Asia/Tokyo"),
    preferenceCookie("sidebar", "rail"),
  ]
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
  expect(readPreferences(header)).toEqual({
    ...defaultPreferences,
    theme: "dark",
    sidebar: "rail",
    timeZone: "Asia/Tokyo",
  });
});

test("a cookie's name must match whole, and a broken value is no value", () => {
  expect(readCookie("mytheme=dark", "theme")).toBeUndefined();
  expect(readCookie("theme=%E0%A4%A", "theme")).toBeUndefined();
});
