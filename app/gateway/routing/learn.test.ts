import { expect, test } from "vitest";
import { credential, provider } from "~/tests/planning";
import type { Credential } from "../config/entities";
import { defaultSettings } from "../config/settings";
import { requestLimits } from "../config/time-limits";
import type { Operation } from "../dialects/dialect";
import { type Failure, failure } from "../failures/failure";
import type { Gateway } from "../gateway";
import type { CredentialMark } from "../store";
import { HealthBook } from "./health";
import { learn } from "./learn";
import type { Place } from "./plan";

const limits = requestLimits(defaultSettings, undefined, new Headers());
const now = 1_000_000;

/** What health knows after a failure of a chat at provider `p`, and what of its credential was written. */
function learned(kind: Failure["kind"], own: Credential | null, retryAfterMs: number | null = null) {
  const healthBook = new HealthBook();
  const written: CredentialMark[] = [];
  const store = { markCredential: async (mark: CredentialMark) => void written.push(mark) };
  const gateway = { healthBook, ports: { now: () => now, store } } as unknown as Gateway;
  const target = { providerId: "p", model: "m", credential: own };
  for (let stream = 0; stream < 50; stream++)
    healthBook.succeeded(target, now, { latencyMs: 1, firstTokenMs: 1, completionTokens: 1 });
  healthBook.enter(target, now);
  const place = { ...target, candidate: { provider: provider("p") } } as unknown as Place;
  learn(gateway, place, failure(kind, "x", "said so", { retryAfterMs }), { call: null, limits }, () => {});
  return {
    trusted: healthBook.isTrusted("p", "m"),
    open: healthBook.providerBreaker("p", now).state === "open",
    openUntil: healthBook.providerBreaker("p", now).openUntil,
    failures: healthBook.statistics.of("p", "m")?.successRate === 1 ? 0 : 1,
    written,
  };
}

test("a streak of good streams ends with any failure but the caller's own", () => {
  const kinds: Failure["kind"][] = ["network", "timeout", "server", "format", "rate_limit", "quota", "credential"];
  for (const kind of kinds) expect([kind, learned(kind, credential("c")).trusted]).toEqual([kind, false]);
  for (const kind of ["client", "cancelled"] as const)
    expect(learned(kind, credential("c"))).toEqual({
      trusted: true,
      open: false,
      openUntil: 0,
      failures: 0,
      written: [],
    });
});

test("an answer that is none counts against the provider as a failed call does; a context that is too long does not", () => {
  for (const kind of ["network", "timeout", "server", "format"] as const)
    expect(learned(kind, credential("c"))).toMatchObject({ failures: 1, written: [] });
  expect(learned("context", credential("c"))).toMatchObject({ failures: 0, open: false, written: [] });
});

test("what an upstream says of a credential is written; without one its provider rests", () => {
  const c = credential("c");
  const ofC = { credentialId: "c", lastError: "said so" };
  expect(learned("rate_limit", c, 5_000).written).toMatchObject([{ ...ofC, state: "ok", cooldownUntil: now + 5_000 }]);
  expect(learned("rate_limit", c).written).toMatchObject([{ ...ofC, cooldownUntil: now + 30_000 }]);
  expect(learned("quota", c).written).toMatchObject([{ ...ofC, state: "rejected", cooldownUntil: now + 3_600_000 }]);
  expect(learned("credential", c).written).toMatchObject([{ ...ofC, state: "rejected", cooldownUntil: now + 60_000 }]);
  const rests = (ms: number) => ({ open: true, openUntil: now + ms, written: [] });
  expect(learned("rate_limit", null, 5_000)).toMatchObject(rests(5_000));
  expect(learned("rate_limit", null)).toMatchObject(rests(30_000));
  expect(learned("quota", null)).toMatchObject(rests(3_600_000));
  expect(learned("credential", null)).toMatchObject({ open: false, written: [] });
});

/** What health hears of a failure. */
function heard(problem: Failure, operation: Operation): string {
  let word = "";
  const hear = (what: string) => () => {
    word ||= what;
    return null;
  };
  const healthBook = {
    distrust: () => {},
    leave: hear("nothing"),
    providerFailed: hear("provider"),
    modelUnknown: hear("model"),
    rateLimited: hear("rate limit"),
    credentials: { rejected: hear("credential"), outOfQuota: hear("quota") },
  };
  const place = { candidate: { provider: { timeouts: {} } }, credential: {} } as Place;
  const gateway = { healthBook, ports: { now: () => 0 } } as unknown as Gateway;
  learn(gateway, place, problem, { call: { operation }, limits }, () => {});
  return word;
}

test("a call that passes through may go anywhere: what a path refuses takes nothing away from others", () => {
  const said = (kind: Failure["kind"], status: number | null, message = "no") =>
    (["chat", "passthrough"] as const).map((operation) => heard(failure(kind, "x", message, { status }), operation));
  expect(said("credential", 403)).toEqual(["credential", "nothing"]);
  expect(said("credential", 401, "Missing scopes: api.admin.read")).toEqual(["credential", "nothing"]);
  expect(said("server", 500)).toEqual(["provider", "nothing"]);
  expect(said("model_not_found", 404)).toEqual(["model", "nothing"]);
  // These hold for every path.
  expect(said("credential", 401, "Incorrect API key provided")).toEqual(["credential", "credential"]);
  expect(said("network", null)).toEqual(["provider", "provider"]);
  expect(said("timeout", null)).toEqual(["provider", "provider"]);
  expect(said("rate_limit", 429)).toEqual(["rate limit", "rate limit"]);
  expect(said("quota", 402)).toEqual(["quota", "quota"]);
});
