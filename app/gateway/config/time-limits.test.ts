import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { openAiChat } from "../dialects/openai";
import { defaultSettings } from "./settings";
import { attemptLimits, requestLimitMs, requestLimits } from "./time-limits";

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

/** Each limit: its setting, its field of a provider and a route, its header, and what comes of it. */
const everyLimit = [
  ["connectTimeoutMs", "connectMs", "x-gateway-connect-timeout", "connectMs"],
  ["firstByteTimeoutMs", "firstByteMs", "x-gateway-first-byte-timeout", "firstByteMs"],
  ["firstTokenTimeoutMs", "firstTokenMs", "x-gateway-first-token-timeout", "firstTokenMs"],
  ["streamIdleTimeoutMs", "streamIdleMs", "x-gateway-idle-timeout", "idleMs"],
  ["attemptTimeoutMs", "attemptMs", "x-gateway-attempt-timeout", "attemptMs"],
  ["requestTimeoutMs", "requestMs", "x-gateway-request-timeout", "requestMs"],
] as const;

for (const [setting, field, header, outcome] of everyLimit)
  test(`${field} is set by the settings, a provider, a route and a header, the later before the earlier`, () => {
    const settings = { ...defaultSettings, [setting]: 1_001 };
    const effective = (own: object, route: object, headers: Record<string, string>) => {
      const limits = requestLimits(settings, { timeouts: route }, new Headers(headers));
      const provider = { timeouts: own };
      return { ...attemptLimits(provider, limits), requestMs: requestLimitMs(provider, limits) }[outcome];
    };
    expect(effective({}, {}, {})).toBe(1_001);
    expect(effective({ [field]: 1_002 }, {}, {})).toBe(1_002);
    expect(effective({ [field]: 1_002 }, { [field]: 1_003 }, {})).toBe(1_003);
    expect(effective({ [field]: 1_002 }, { [field]: 1_003 }, { [header]: "1004" })).toBe(1_004);
  });

test("no attempt at a provider runs on past its limit of the whole request: another one answers", async () => {
  const slow = {
    id: "slow",
    adapter: "openai",
    baseUrl: "https://slow.example.com/v1",
    priority: -1,
    credentials: [
      { name: "a", value: "sk-upstream-a" },
      { name: "b", value: "sk-upstream-b" },
    ],
    models: ["m"],
    // Long enough to begin within it on a busy machine.
    timeouts: { requestMs: 800 },
  };
  const { ask, asked } = await askedGateway(
    {},
    ({ url, signal }) =>
      url.includes("slow")
        ? new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("ended"))))
        : Response.json({ choices: [{ index: 0, message: { role: "assistant", content: "ok" } }] }),
    { providers: [slow] },
  );
  const answer = await ask(openAiChat, { model: "m", messages: [{ role: "user", content: "hi" }] });
  expect([answer.status, answer.headers.get("x-gateway-provider")]).toEqual([200, "main"]);
  // Its second credential had no time left.
  expect(asked.map(({ url }) => new URL(url).host)).toEqual(["slow.example.com", "api.example.com"]);
});

test("a limit that only the request is in a hurry for is held against nobody", async () => {
  const hang = ({ signal }: { signal: AbortSignal | undefined }) =>
    new Promise<Response>((_, reject) => signal?.addEventListener("abort", () => reject(new Error("ended"))));
  const { ask, platform } = await askedGateway({ firstByteTimeoutMs: 30 }, hang);
  const failures = async (headers: Record<string, string>) => {
    const body = { model: "m", messages: [{ role: "user", content: "hi" }] };
    for (let request = 0; request < 5; request++) expect((await ask(openAiChat, body, headers)).status).toBe(504);
    return (await platform.gateway.health())[0]?.state;
  };
  expect(await failures({ "x-gateway-first-byte-timeout": "1" })).toBe("healthy");
  expect(await failures({ "x-gateway-request-timeout": "20" })).toBe("healthy");
  // Longer than the operator's own limit is no hurry.
  expect(await failures({ "x-gateway-first-byte-timeout": "35" })).toBe("down");
});

test("the attempts of a request can be bounded, and what is no number is refused by name", () => {
  const headers = new Headers({ "x-gateway-max-attempts": "2" });
  expect(requestLimits(defaultSettings, undefined, headers).settings).toMatchObject({ maxAttempts: 2 });
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
