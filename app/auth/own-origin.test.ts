import { expect, test, vi } from "vitest";
import { refuseForeignForm } from "./own-origin.server";

const url = new URL("https://gateway.test/logout");
const refused = (headers: Record<string, string>, to = url, method = "POST") =>
  refuseForeignForm(new Request(to, { method, headers }), to)?.status ?? null;

test.each([
  [{ origin: "https://gateway.test" }, null],
  [{}, null],
  [{ "sec-fetch-site": "same-origin" }, null],
  [{ "sec-fetch-site": "cross-site" }, 403],
  [{ origin: "https://evil.test" }, 403],
  [{ origin: "http://gateway.test" }, 403],
  [{ origin: "https://gateway.test:8443" }, 403],
  [{ origin: "https://public.test", "x-forwarded-host": "public.test" }, 403],
  [{ origin: "null" }, 403],
])("a form with the headers %j: %j", (headers, status) => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  expect(refused(headers as Record<string, string>)).toBe(status);
});

test("visits and the admin API are not its business", () => {
  expect(refused({ origin: "https://evil.test" }, url, "GET")).toBeNull();
  expect(refused({ origin: "https://evil.test" }, new URL("https://gateway.test/api/admin/keys"))).toBeNull();
});
