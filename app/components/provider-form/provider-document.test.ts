import { expect, test } from "vitest";
import { providerSchema } from "~/gateway/config/config";
import { issueOf, readHeaders, readLines, readProviderForm, writeHeaders } from "./provider-document";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

test("a filled form becomes a document that the schema takes", () => {
  const document = readProviderForm(
    form({
      id: "moonshot",
      name: " Moonshot ",
      adapter: "openai",
      baseUrl: "https://api.moonshot.cn/v1",
      enabled: "false",
      priority: "2",
      weight: "35",
      credentials: "MOONSHOT_API_KEY=sk-one\nsk-two\nsk-two",
      models: "kimi-k3\nkimi-latest, kimi-k3",
      headers: "x-team: growth\nx-url: https://example.com",
      "option.region": "eu",
      "option.empty": "",
      "timeouts.attemptMs": "60",
      "timeouts.firstByteMs": "",
    }),
  );
  expect(document).toEqual({
    id: "moonshot",
    name: "Moonshot",
    adapter: "openai",
    baseUrl: "https://api.moonshot.cn/v1",
    enabled: false,
    priority: 2,
    weight: 35,
    credentials: [
      { name: "MOONSHOT_API_KEY", value: "sk-one" },
      { name: "key-1", value: "sk-two" },
    ],
    models: ["kimi-k3", "kimi-latest"],
    headers: { "x-team": "growth", "x-url": "https://example.com" },
    options: { region: "eu" },
    timeouts: { attemptMs: 60_000 },
  });
  expect(providerSchema.safeParse(document).success).toBe(true);
});

test("fields that the form does not have are left out, so that a patch leaves them alone", () => {
  expect(readProviderForm(form({ weight: "3" }))).toEqual({ weight: 3 });
});

test("a key may come from the environment, alone or beside pasted ones", () => {
  expect(readProviderForm(form({ credentialEnv: "OPENAI_API_KEY" })).credentials).toEqual([
    { name: "OPENAI_API_KEY", env: "OPENAI_API_KEY" },
  ]);
});

test("what is not a number goes on as text, for the schema to refuse", () => {
  const document = readProviderForm(form({ id: "a", priority: "first", "timeouts.attemptMs": "soon" }));
  const result = providerSchema.safeParse(document);
  const issues = result.error?.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  expect(issueOf(issues, "priority")).toBeTruthy();
  expect(issueOf(issues, "timeouts")).toBeTruthy();
  expect(issueOf(issues, "weight")).toBeUndefined();
});

test("headers keep colons in their values and survive a round trip", () => {
  const headers = { "x-a": "b: c", "x-empty": "" };
  expect(readHeaders(writeHeaders(headers))).toEqual(headers);
});

test("model names come from lines and commas, once each", () => {
  expect(readLines("a\n\n b ,a,c")).toEqual(["a", "b", "c"]);
});
