import { expect, test } from "vitest";
import { keySchema } from "~/gateway/config";
import { dayAfter, readKeyForm } from "./key-form";

function form(fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

test("a filled form becomes a document that the schema takes", () => {
  const document = readKeyForm(
    form([
      ["name", " Web app "],
      ["role", "client"],
      ["models", "auto"],
      ["models", "claude-*"],
      ["providers", "openai"],
      ["rpm", "300"],
      ["tpm", "250,000"],
      ["concurrency", ""],
      ["budgetUsd", "12.5"],
      ["budgetPeriod", "day"],
      ["quotaTokens", "2,000,000"],
      ["quotaPeriod", "total"],
      ["expiresOn", "2027-02-19"],
    ]),
  );
  expect(document).toEqual({
    name: "Web app",
    owner: null,
    role: "client",
    models: ["auto", "claude-*"],
    providers: ["openai"],
    expiresAt: "2027-02-19T23:59:59.000Z",
    captureBodies: false,
    limits: {
      rpm: 300,
      tpm: 250000,
      concurrency: null,
      budget: { usd: 12.5, period: "day" },
      quota: { tokens: 2_000_000, period: "total" },
    },
  });
  expect(keySchema.safeParse({ id: "web", ...document }).success).toBe(true);
});

test("empty lists allow everything, empty limits limit nothing", () => {
  const document = readKeyForm(form([["name", "a"]]));
  expect(document).toEqual({
    name: "a",
    owner: null,
    models: ["*"],
    providers: ["*"],
    expiresAt: null,
    captureBodies: false,
    limits: { rpm: null, tpm: null, concurrency: null, budget: null, quota: null },
  });
  expect(keySchema.safeParse({ id: "a", ...document }).success).toBe(true);
});

test("an expiry that was not touched keeps its time of day", () => {
  const stored = "2027-02-19T08:00:00.000Z";
  expect(
    readKeyForm(
      form([
        ["expiresOn", "2027-02-19"],
        ["expiresAt", stored],
      ]),
    ).expiresAt,
  ).toBe(stored);
});

test("what is not a number is left for the schema to refuse", () => {
  expect(
    keySchema.safeParse({
      id: "a",
      ...readKeyForm(
        form([
          ["name", "a"],
          ["rpm", "many"],
        ]),
      ),
    }).success,
  ).toBe(false);
});

test("days are counted from now", () => {
  expect(dayAfter(Date.parse("2026-11-21T03:00:00Z"), 90)).toBe("2027-02-19");
});
