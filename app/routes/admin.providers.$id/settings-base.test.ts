import { expect, test } from "vitest";
import { changedSince, settingsBase } from "./settings-base";

const provider = {
  name: "OpenAI",
  adapter: "openai",
  baseUrl: "https://api.openai.com/v1",
  priority: 0,
  weight: 1,
  timeouts: { attemptMs: 1000 },
  disconnect: "cancel" as const,
  headers: {},
  options: {},
};

test("a form that was filled from what is stored may be saved", () => {
  expect(changedSince(settingsBase(provider), { ...provider })).toEqual([]);
});

test("fields that somebody else saved since are named", () => {
  const now = { ...provider, weight: 5, timeouts: { attemptMs: 2000 } };
  expect(changedSince(settingsBase(provider), now)).toEqual(["weight", "timeouts"]);
});

test("a form without a base, as a script sends it, is taken as it is", () => {
  expect(changedSince("", provider)).toEqual([]);
});
