import { expect, test } from "vitest";
import type { Operation } from "../dialects/dialect";
import { type Failure, failure } from "../failure";
import type { Gateway } from "../gateway";
import { defaultSettings } from "../settings";
import { requestLimits } from "../time-limits";
import { learn } from "./learn";
import type { Place } from "./plan";

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
  const limits = requestLimits(defaultSettings, undefined, new Headers());
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
