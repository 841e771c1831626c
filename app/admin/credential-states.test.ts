import { expect, test } from "vitest";
import type { CredentialRecord } from "~/db/providers.server";
import type { ProviderHealth } from "~/gateway/provider-health";
import { RateBook } from "~/gateway/routing/rate-book";
import { credentialStates, environmentCredentialState } from "./credential-states";

const now = Date.UTC(2026, 10, 21);
const iso = (ms: number) => new Date(now + ms).toISOString();
type Live = ProviderHealth["credentials"][number];
const live = (state: Live["state"], more: Partial<Live> = {}): ProviderHealth =>
  ({ credentials: [{ name: "a", state, cooldownUntil: null, lastError: null, ...more }] }) as never;

const stateOf = (stored: Partial<CredentialRecord>, health?: ProviderHealth, variables = {}) => {
  const record = { id: "c", name: "a", hint: "sk…", env: null, state: "ok", rejections: 0, cooldownUntil: null };
  const whole = { ...record, lastError: null, rateUsed: null, rateAt: null, ...stored } as CredentialRecord;
  return credentialStates([whole], variables, health, new RateBook(), now)[0];
};

test("what is stored is shown, a cooldown while it lasts", () => {
  expect(stateOf({})).toEqual({
    name: "a",
    hint: "sk…",
    env: null,
    state: "ok",
    cooldownUntil: null,
    lastError: null,
    rejections: 0,
    rateLimit: null,
  });
  expect(stateOf({ cooldownUntil: now + 5, lastError: "slow" })).toMatchObject({
    state: "cooling",
    cooldownUntil: iso(5),
    lastError: "slow",
  });
  expect(stateOf({ cooldownUntil: now })).toMatchObject({ state: "ok", cooldownUntil: null });
  expect(stateOf({ state: "rejected", rejections: 2, cooldownUntil: now + 5 })).toMatchObject({
    state: "rejected",
    rejections: 2,
    cooldownUntil: iso(5),
  });
});

test("this process knows something worse before it is stored; something better it has stored already", () => {
  const worse = { cooldownUntil: iso(9), lastError: "just now" };
  expect(stateOf({}, live("cooling", worse))).toMatchObject({ state: "cooling", ...worse });
  expect(stateOf({ lastError: "before" }, live("off"))).toMatchObject({ state: "off", lastError: "before" });
  expect(stateOf({ cooldownUntil: now + 5 }, live("cooling", worse))).toMatchObject(worse);
  expect(stateOf({ state: "rejected" }, live("cooling", worse))).toMatchObject({ state: "rejected", lastError: null });
  expect(stateOf({ state: "off", lastError: "no" }, live("rejected", worse))).toMatchObject({
    state: "off",
    lastError: "no",
  });
  expect(stateOf({ state: "off", lastError: "no" }, live("ok"))).toMatchObject({ state: "off", lastError: "no" });
  expect(stateOf({ cooldownUntil: now + 5, lastError: "x" }, live("ok", worse))).toMatchObject({
    state: "cooling",
    cooldownUntil: iso(5),
    lastError: "x",
  });
  expect(stateOf({ lastError: "long ago" }, live("ok", worse))).toMatchObject({ state: "ok", lastError: "long ago" });
});

test("a variable that is not set is off whatever else is known; one of a preset is as this process knows it", () => {
  expect(stateOf({ env: "SOME_KEY", state: "rejected" }, live("ok"))).toMatchObject({
    state: "off",
    env: "SOME_KEY",
    lastError: expect.stringContaining("SOME_KEY is not set"),
  });
  expect(stateOf({ env: "SOME_KEY" }, live("ok"), { SOME_KEY: "x" })).toMatchObject({ state: "ok", lastError: null });
  const own = (health?: ProviderHealth) => environmentCredentialState("a", "SOME_KEY", health, { used: 50, at: now });
  expect(own()).toMatchObject({ state: "ok", env: "SOME_KEY", rateLimit: { used: 0.5, at: iso(0) } });
  expect(own(live("off", { lastError: "must be one line" }))).toMatchObject({
    state: "off",
    lastError: "must be one line",
  });
});

test("of two answers about a rate limit the newer one counts", () => {
  expect(stateOf({ rateUsed: 12, rateAt: now })?.rateLimit).toEqual({ used: 0.12, at: iso(0) });
  expect(stateOf({ rateUsed: null, rateAt: now })?.rateLimit).toBeNull();
});
