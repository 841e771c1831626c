import { expect, test } from "vitest";
import { unusableVariables } from "~/db/environment-providers";
import { rowsOf, testPlatform } from "~/tests/platform";
import { refusal } from "~/tests/refusal";
import { importConfig } from "./config.server";
import {
  addCredentials,
  endCooldown,
  removeCredential,
  renameCredential,
  replaceCredential,
  restCredential,
} from "./provider-credentials.server";
import { createProvider, getProvider, listProviders, updateProvider } from "./providers.server";

const base = { id: "main", adapter: "openai", baseUrl: "https://api.example.com/v1" };
const secret = "sk-abcdefghijklmnopqrstuvwxyz";

test("a credential that no header can carry is refused by its name, wherever it is given; blanks around one are not part of it", async () => {
  const platform = testPlatform();
  const bad = [
    "sk-密钥",
    "sk-a\nsk-b",
    "sk-a\u0000",
    "sk-\u200ba",
    "sk-\u001b[0m",
    "  \n",
    "",
    '{\n"type": "other"\n}',
  ];
  for (const value of bad) {
    const credentials = [
      { name: "fine", value: secret },
      { name: "a", value },
    ];
    const document = { ...base, credentials };
    const told = { status: 400, code: "invalid_config", paths: ["credentials.1.value"] };
    expect(await refusal(createProvider(platform, "t", document))).toEqual(told);
    const imported = importConfig(platform, "t", { version: 1, providers: [document] }, { dryRun: true });
    expect(await refusal(imported)).toMatchObject({ status: 400, paths: ["providers.0.credentials.1.value"] });
  }
  const account = JSON.stringify({ client_email: "a@b", private_key: "-----BEGIN\nx", project: "密钥" }, null, 2);
  const values = [`${secret}\n`, "\t AKIAEXAMPLE:secret/with+signs= ", account, "Basic dXNlcg=="];
  const credentials = values.map((value, index) => ({ name: `k${index}`, value }));
  await createProvider(platform, "t", { ...base, credentials });
  const [stored] = (await platform.gateway.config()).providers;
  expect(stored?.credentials.map((credential) => credential.secret)).toEqual(values.map((value) => value.trim()));
  for (const value of bad) {
    expect(await refusal(updateProvider(platform, "t", "main", { credentials: [{ name: "a", value }] }))).toMatchObject(
      {
        paths: ["credentials.0.value"],
      },
    );
    expect(await refusal(addCredentials(platform, "t", "main", [{ value }]))).toMatchObject({ paths: ["0.value"] });
    expect(await refusal(replaceCredential(platform, "t", "main", "k0", value))).toMatchObject({ paths: ["value"] });
  }
});

test("a variable that no header can carry is off and says so, also as a preset's own", async () => {
  const variables = { OPENAI_API_KEY: "sk-ключ", OTHER_KEY: "sk-a\nsk-b", GOOD_KEY: " sk-good\n" };
  const platform = testPlatform({ variables });
  const named = (name: string) => ({ name, env: name });
  await createProvider(platform, "t", { ...base, credentials: [named("OTHER_KEY"), named("GOOD_KEY")] });
  const providers = await listProviders(platform);
  const off = (name: string) => ({
    state: "off",
    lastError: expect.stringMatching(`variable ${name} must be one line`),
  });
  expect(providers.map(({ id, credentialStates }) => [id, credentialStates])).toMatchObject([
    ["main", [off("OTHER_KEY"), { state: "ok" }]],
    ["openai", [off("OPENAI_API_KEY")]],
  ]);
  expect(unusableVariables(variables, ["GOOD_KEY", "OTHER_KEY", null, "UNSET"])).toEqual([
    "OPENAI_API_KEY",
    "OTHER_KEY",
  ]);
});

test("a replaced secret starts afresh; an unchanged one keeps its state", async () => {
  const platform = testPlatform();
  const credentials = [
    { name: "a", value: secret },
    { name: "b", value: `${secret}2` },
  ];
  await createProvider(platform, "t", { ...base, credentials });
  const future = Date.now() + 60_000;
  platform.database.sqlite.exec(
    `update credentials set state = 'rejected', rejections = 2, cooldown_until = ${future}, last_error = '401'`,
  );
  const after = await updateProvider(platform, "t", "main", {
    credentials: [{ name: "a", value: "sk-new-new-new-new-new" }, credentials[1]],
  });
  expect(after.credentialStates).toMatchObject([
    { name: "a", state: "ok", rejections: 0, lastError: null },
    { name: "b", state: "rejected", rejections: 2, lastError: "401", cooldownUntil: new Date(future).toISOString() },
  ]);
});

test("a cooldown is shown while it lasts and can be ended", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { ...base, credentials: [{ name: "a", value: secret }] });
  platform.database.sqlite.exec(`update credentials set cooldown_until = ${Date.now() + 60_000}, last_error = '429'`);
  expect((await getProvider(platform, "main")).credentialStates[0]).toMatchObject({
    state: "cooling",
    lastError: "429",
  });
  const after = await endCooldown(platform, "t", "main", "a");
  expect(after.credentialStates[0]).toMatchObject({ state: "ok", cooldownUntil: null, lastError: null });
  const [row] = rowsOf<{ id: string }>(platform, "select id from credentials");
  expect(platform.told).toContain(`reset ${row?.id}`);
  expect(await refusal(endCooldown(platform, "t", "main", "z"))).toMatchObject({ status: 404 });
});

test("credentials are added without repeating one, renamed and removed", async () => {
  const platform = testPlatform();
  await createProvider(platform, "t", { ...base, credentials: [{ name: "a", value: secret }] });
  const added = await addCredentials(platform, "t", "main", [
    { value: secret },
    { value: "second" },
    { value: "second" },
    { name: "c", value: "third" },
  ]);
  expect(added.credentials.map((credential) => credential.name)).toEqual(["a", "key-2", "c"]);
  expect(await refusal(addCredentials(platform, "t", "main", [{ name: "c", value: "fourth" }]))).toMatchObject({
    status: 400,
  });
  const renamed = await renameCredential(platform, "t", "main", "c", "third");
  expect(renamed.credentials.map((credential) => credential.name)).toEqual(["a", "key-2", "third"]);
  expect(await refusal(renameCredential(platform, "t", "main", "third", "a"))).toMatchObject({ status: 400 });
  const removed = await removeCredential(platform, "t", "main", "a");
  expect(removed.credentials.map((credential) => credential.name)).toEqual(["key-2", "third"]);
  expect((await platform.gateway.config()).providers[0]?.credentials.map((credential) => credential.secret)).toEqual([
    "second",
    "third",
  ]);
});

test("a credential whose variable is not set is off and says so", async () => {
  const platform = testPlatform();
  const created = await createProvider(platform, "t", { ...base, credentials: [{ name: "a", env: "MISSING_KEY" }] });
  expect(created.credentialStates[0]).toMatchObject({
    state: "off",
    env: "MISSING_KEY",
    lastError: expect.stringContaining("MISSING_KEY"),
  });
});

test("a credential rests for a while, and another secret in its place starts anew", async () => {
  const platform = testPlatform();
  const credentials = [
    { name: "a", value: secret },
    { name: "b", value: `${secret}-b` },
  ];
  await createProvider(platform, "tester", { ...base, credentials });
  const rested = await restCredential(platform, "tester", "main", "a");
  expect(rested.credentialStates).toMatchObject([
    { name: "a", state: "cooling" },
    { name: "b", state: "ok" },
  ]);
  expect(Date.parse(rested.credentialStates[0]?.cooldownUntil ?? "") - Date.now()).toBeGreaterThan(14 * 60_000);

  const replaced = await replaceCredential(platform, "tester", "main", "a", ` ${secret}-new `);
  expect(replaced.credentialStates).toMatchObject([{ name: "a", state: "ok", cooldownUntil: null }, { name: "b" }]);
  const [provider] = (await platform.gateway.config()).providers;
  expect(provider?.credentials.map((credential) => credential.secret)).toEqual([`${secret}-new`, `${secret}-b`]);
  expect(await refusal(replaceCredential(platform, "tester", "main", "nobody", secret))).toMatchObject({ status: 404 });
  expect(await refusal(replaceCredential(platform, "tester", "main", "a", ""))).toMatchObject({ status: 400 });
});
