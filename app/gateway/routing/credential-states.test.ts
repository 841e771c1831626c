import { expect, test } from "vitest";
import { credential, provider } from "~/tests/planning";
import type { CredentialMark } from "../store";
import { CredentialStates } from "./credential-states";

const now = 1_000_000;
const c = credential("c");
const clean = { state: "ok", rejections: 0, cooldownUntil: 0, lastError: null };
const saved: CredentialMark = { credentialId: "c", state: "ok", rejections: 0, cooldownUntil: null, lastError: null };
const configured = (more: object = {}) => [provider("p", { credentials: [{ ...c, ...more }] })];

test("a credential begins as it is stored", () => {
  const states = new CredentialStates();
  expect(states.of(c)).toMatchObject(clean);
  const stored = { ...c, id: "d", state: "rejected" as const, rejections: 2, cooldownUntil: 5, lastError: "no" };
  expect(states.of(stored)).toMatchObject({ state: "rejected", rejections: 2, cooldownUntil: 5, lastError: "no" });
  // The third one in a row, although the others were before the start.
  expect(states.rejected(stored, now, "no")).toEqual({
    credentialId: "d",
    state: "off",
    rejections: 3,
    cooldownUntil: now + 60_000,
    lastError: "no",
  });
});

test("rejections in a row switch it off, out of quota rests for an hour, and a success ends the row", () => {
  const states = new CredentialStates();
  expect(states.rejected(c, now, "no")).toMatchObject({ state: "rejected", cooldownUntil: now + 60_000 });
  expect(states.outOfQuota(c, now, "empty")).toMatchObject({
    state: "rejected",
    rejections: 2,
    cooldownUntil: now + 3_600_000,
    lastError: "empty",
  });
  // A shorter one does not end it earlier.
  expect(states.rateLimited(c, now, 1_000, "slow down")).toMatchObject({
    state: "rejected",
    cooldownUntil: now + 3_600_000,
    lastError: "slow down",
  });
  // Called as a last resort while it cools down.
  expect(states.succeeded(c, now + 1)).toMatchObject({ state: "ok", rejections: 0, cooldownUntil: now + 3_600_000 });
  expect(states.succeeded(c, now + 3_600_000)).toEqual(saved);
  expect(states.rejected(c, now, "no")).toMatchObject({ rejections: 1 });
});

test("only a success that changes something is written", () => {
  const states = new CredentialStates();
  expect(states.succeeded(c, now)).toBeNull();
  states.rateLimited(c, now, 1_000, "slow down");
  expect(states.succeeded(c, now + 1_000)).toEqual(saved);
  expect(states.succeeded(c, now + 1_001)).toBeNull();
  for (const left of [{ lastError: "no" }, { rejections: 1 }, { state: "rejected" as const }, { cooldownUntil: 5 }]) {
    const states = new CredentialStates();
    expect(states.succeeded({ ...c, ...left }, now), JSON.stringify(left)).toEqual(saved);
  }
});

test("what the configuration and others say counts, but not against a change of its own that they cannot know yet", () => {
  const states = new CredentialStates();
  states.of(c);
  states.adopt(configured({ state: "off", rejections: 3, lastError: "no", cooldownUntil: now + 5 }), now);
  expect(states.of(c)).toMatchObject({ state: "off", rejections: 3, lastError: "no", cooldownUntil: now + 5 });
  states.adoptMarks([{ ...saved, state: "rejected", rejections: 1, cooldownUntil: now + 2, lastError: "x" }], now);
  expect(states.of(c)).toMatchObject({ state: "rejected", rejections: 1, lastError: "x", cooldownUntil: now + 5 });
  // An admin ended the cooldown.
  states.adoptMarks([saved], now);
  expect(states.of(c)).toMatchObject(clean);

  states.rejected(c, now, "mine");
  states.adoptMarks([saved], now + 2_999);
  states.adopt(configured(), now + 2_999);
  expect(states.of(c)).toMatchObject({ state: "rejected", lastError: "mine" });
  states.adopt(configured(), now + 3_000);
  expect(states.of(c)).toMatchObject(clean);
});

test("a mark counts again once the secret can be had", () => {
  const states = new CredentialStates();
  const away = configured({ secret: "", state: "off" });
  states.adopt(away, now);
  states.adoptMarks([saved], now);
  expect(states.of(away[0]!.credentials[0]!).state).toBe("off");
  states.adopt(configured({ state: "off" }), now);
  states.adoptMarks([saved], now);
  expect(states.of(c).state).toBe("ok");
});

test("one that the configuration no longer has, or whose secret was replaced, is forgotten", () => {
  const states = new CredentialStates();
  const forgotten = () => expect(states.of(c)).toMatchObject(clean);
  states.rejected(c, now, "no");
  states.adopt([provider("p", { credentials: [] })], now);
  forgotten();
  states.rejected(c, now, "no");
  states.adopt(configured({ state: "rejected" }), now);
  expect(states.of(c)).toMatchObject({ rejections: 1 });
  states.forget("c");
  forgotten();
});
