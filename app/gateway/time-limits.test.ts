import { expect, test } from "vitest";
import { defaultSettings } from "./settings";
import { attemptLimits, requestLimits } from "./time-limits";

const provider = { timeouts: { firstByteMs: 5_000 } };

test("the request's headers hold before the route, that before the provider, that before the settings", () => {
  const limits = (route: object, headers: Record<string, string>) =>
    attemptLimits(provider, requestLimits(defaultSettings, { timeouts: route }, new Headers(headers)));
  expect(limits({}, {})).toMatchObject({ attemptMs: 120_000, firstByteMs: 5_000, firstTokenMs: 5_000, idleMs: 60_000 });
  expect(limits({}, {})).toMatchObject({ connectMs: 10_000 });
  expect(limits({ connectMs: 8 }, {})).toMatchObject({ connectMs: 8 });
  expect(limits({ connectMs: 8 }, { "x-gateway-connect-timeout": "6" })).toMatchObject({ connectMs: 6 });
  expect(limits({ firstByteMs: 7 }, {})).toMatchObject({ firstByteMs: 7, firstTokenMs: 7 });
  expect(limits({ firstByteMs: 7 }, { "x-gateway-first-byte-timeout": "9" })).toMatchObject({ firstByteMs: 9 });
  expect(limits({}, { "x-gateway-first-token-timeout": "90000" })).toMatchObject({
    firstByteMs: 5_000,
    firstTokenMs: 90_000,
  });
  expect(limits({}, { "x-gateway-idle-timeout": "3", "x-gateway-attempt-timeout": "4" })).toMatchObject({
    idleMs: 3,
    attemptMs: 4,
  });
});

test("the whole request and its attempts can be bounded, and what is no number is refused by name", () => {
  const headers = new Headers({ "x-gateway-request-timeout": "1500", "x-gateway-max-attempts": "2" });
  expect(requestLimits(defaultSettings, undefined, headers).settings).toMatchObject({
    requestTimeoutMs: 1500,
    maxAttempts: 2,
  });
  expect(requestLimits(defaultSettings, undefined, new Headers()).settings).toBe(defaultSettings);
  for (const value of ["0", "-1", "soon", "1.5", "3600001", ""])
    expect(() => requestLimits(defaultSettings, undefined, new Headers({ "x-gateway-idle-timeout": value }))).toThrow(
      "x-gateway-idle-timeout",
    );
});

test("a route may switch hedging on or off, whatever the settings say", () => {
  const on = { ...defaultSettings, hedging: { enabled: true, maxExtraPercent: 5 } };
  const hedging = (settings: typeof on, route?: { hedging?: boolean }) =>
    requestLimits(settings, route, new Headers()).hedging;
  expect([hedging(defaultSettings), hedging(defaultSettings, {}), hedging(on)]).toEqual([false, false, true]);
  expect([hedging(defaultSettings, { hedging: true }), hedging(on, { hedging: false })]).toEqual([true, false]);
});
