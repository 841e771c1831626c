import { expect, test } from "vitest";
import { formIssues } from "~/components/checked-form/form-issues";
import { providerFormSchema } from "./provider-form-schema";

const issuesOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return formIssues(providerFormSchema, form);
};

test("a form with nothing to complain about has no issues, whatever else it sends", () => {
  expect(
    issuesOf({
      intent: "settings",
      name: "OpenAI",
      baseUrl: "https://api.example.com/v1",
      priority: "-2",
      weight: "0",
      "timeouts.attemptMs": "",
      "timeouts.firstByteMs": "12.5",
      headers: "x-team: growth\n\nx-empty:",
      options: '{"region":"eu"}',
    }),
  ).toEqual([]);
  expect(issuesOf({})).toEqual([]);
});

test("each mistake is told at its field", () => {
  expect(
    issuesOf({
      id: "new",
      baseUrl: "api.example.com",
      priority: "first",
      weight: "-1",
      "timeouts.attemptMs": "-3",
      headers: "no colon here",
      options: "[1]",
    }),
  ).toEqual([
    { path: "id", message: "reserved" },
    { path: "baseUrl", message: "address" },
    { path: "priority", message: "number" },
    { path: "weight", message: "notNegative" },
    { path: "timeouts.attemptMs", message: "positive" },
    { path: "headers", message: "headerLine" },
    { path: "options", message: "json" },
  ]);
});
