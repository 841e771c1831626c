import { expect, test } from "vitest";
import { rowsOf, testPlatform } from "~/tests/platform";
import { exportConfig, importConfig } from "./config.server";
import { updateProvider } from "./providers.server";

// A document that keeps a stored secret by its mark and gives its provider another address sends the secret there: whoever
// imports it is told, and the audit trail has it.

const provider = (id: string, more: object = {}) => ({
  id,
  adapter: "openai",
  baseUrl: "https://api.example.com/v1",
  credentials: [{ name: "a", value: `sk-secret-of-${id}` }],
  ...more,
});

/** A configuration, and a document that changes the address of each of its providers. */
async function stored() {
  const platform = testPlatform({ variables: { SOME_KEY: "sk-of-the-environment" } });
  const providers = [
    provider("moved"),
    provider("same-origin"),
    provider("new-key"),
    provider("by-variable", { credentials: [{ name: "a", env: "SOME_KEY" }] }),
    provider("by-header", { credentials: [{ name: "a", env: "SOME_KEY" }], headers: { "x-api-token": "secret" } }),
    provider("by-option", { baseUrl: "https://{account}.example.com/v1", options: { account: "one" } }),
  ];
  await importConfig(platform, "t", { version: 1, providers }, { dryRun: false });
  const document = structuredClone(await exportConfig(platform)) as unknown as {
    providers: ReturnType<typeof provider>[];
  };
  const of = (id: string) => document.providers.find((each) => each.id === id) as Record<string, unknown>;
  of("moved").baseUrl = "https://elsewhere.example.net/v1";
  of("same-origin").baseUrl = "https://api.example.com/v2";
  Object.assign(of("new-key"), {
    baseUrl: "https://elsewhere.example.net/v1",
    credentials: [{ name: "a", value: "sk-for-the-new-address" }],
  });
  of("by-variable").baseUrl = "https://elsewhere.example.net/v1";
  of("by-header").baseUrl = "http://api.example.com/v1";
  of("by-option").options = { account: "two" };
  return { platform, document };
}

const moves = {
  moved: "https://elsewhere.example.net",
  "by-header": "http://api.example.com",
  "by-option": "https://two.example.com",
};

test("a dry run and the import name the new origin of secrets that are kept, and of nothing else", async () => {
  const { platform, document } = await stored();
  const told = async (dryRun: boolean) => {
    const { changes } = await importConfig(platform, "t", document, { dryRun });
    expect(changes).toHaveLength(6);
    return Object.fromEntries(changes.flatMap(({ id, secretsMoveTo }) => (secretsMoveTo ? [[id, secretsMoveTo]] : [])));
  };
  expect(await told(true)).toEqual(moves);
  expect(await told(false)).toEqual(moves);
  const audited = rowsOf<{ target_id: string; moved: string }>(
    platform,
    "select target_id, detail ->> 'secretsMoveTo' as moved from audit_log where moved is not null",
  );
  expect(Object.fromEntries(audited.map((row) => [row.target_id, row.moved]))).toEqual(moves);
});

test("the audit trail has it also where one provider is changed", async () => {
  const { platform } = await stored();
  await updateProvider(platform, "t", "moved", { baseUrl: "https://elsewhere.example.net/v1" });
  await updateProvider(platform, "t", "same-origin", { baseUrl: "https://api.example.com/v3" });
  const details = rowsOf(platform, "select detail from audit_log where action = 'update' order by id");
  expect(details.map(({ detail }) => JSON.parse(String(detail)))).toEqual([
    { fields: ["baseUrl"], secretsMoveTo: "https://elsewhere.example.net" },
    { fields: ["baseUrl"] },
  ]);
});
