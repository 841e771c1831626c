import { expect, test } from "vitest";
import { formIssues } from "~/components/checked-form/form-issues";
import { keySchema } from "~/gateway/config/config";
import { dayAfter, keyFormSchema, readKeyForm } from "./key-form";

const now = Date.UTC(2026, 10, 21);

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
    now,
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
  const document = readKeyForm(form([["name", "a"]]), now);
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
      now,
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
        now,
      ),
    }).success,
  ).toBe(false);
});

test("days are counted from now", () => {
  expect(dayAfter(Date.parse("2026-11-21T03:00:00Z"), 90)).toBe("2027-02-19");
});

test("an expiry in days counts from now, none needs no day, and a day of one's own needs one", () => {
  const expiring = (fields: [string, string][]) => readKeyForm(form([["name", "a"], ...fields]), now).expiresAt;
  expect(
    expiring([
      ["expiry", "30"],
      ["expiresOn", "2030-01-01"],
    ]),
  ).toBe("2026-12-21T23:59:59.000Z");
  expect(
    expiring([
      ["expiry", "never"],
      ["expiresOn", "2030-01-01"],
    ]),
  ).toBeNull();
  expect(
    expiring([
      ["expiry", "day"],
      ["expiresOn", "2030-01-01"],
    ]),
  ).toBe("2030-01-01T23:59:59.000Z");
  expect(
    formIssues(
      keyFormSchema,
      form([
        ["name", "a"],
        ["expiry", "day"],
        ["expiresOn", ""],
      ]),
    ),
  ).toEqual([{ path: "expiresOn", message: "needed" }]);
});
