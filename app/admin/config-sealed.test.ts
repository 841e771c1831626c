import { expect, test } from "vitest";
import { sha256Hex } from "~/lib/hash";
import { openDocument, sealDocument } from "~/lib/sealed-document";
import { rowsOf, type TestPlatform, testPlatform } from "~/tests/platform";
import { exportConfig, importConfig } from "./config.server";
import { exportSealed, importSealed } from "./config-sealed.server";

const passphrase = "correct horse battery";
const keyValue = "sk-gw-0123456789abcdef";
const document = {
  version: 1,
  settings: { alerts: { webhook: "https://hooks.example.com/secret-path", secret: "signing-secret" } },
  providers: [
    {
      id: "main",
      adapter: "openai",
      baseUrl: "https://api.example.com/v1",
      credentials: [
        { name: "a", value: "sk-first-secret-value" },
        { name: "b", env: "SOME_VARIABLE" },
      ],
      headers: { "x-api-key": "header-secret-value", "x-plain": "plain" },
    },
  ],
  routes: [{ id: "auto", models: ["gpt-4o-mini"] }],
  keys: [{ id: "ci", name: "CI", value: keyValue, limits: { rpm: 60 } }],
};

const filled = async (): Promise<TestPlatform> => {
  const platform = testPlatform();
  await importConfig(platform, "t", document, { dryRun: false });
  return platform;
};
const opened = async (text: string) => JSON.parse(await openDocument(JSON.parse(text), passphrase));

test("an encrypted export holds every stored secret, names variables, and leaves an audit entry without any", async () => {
  const platform = await filled();
  const { text, leftOut } = await exportSealed(platform, "dashboard", passphrase);
  expect(leftOut).toEqual([]);
  const { config, keys } = await opened(text);
  expect(config.settings.alerts).toMatchObject(document.settings.alerts);
  expect(config.providers[0]).toMatchObject({
    credentials: document.providers[0]?.credentials,
    headers: document.providers[0]?.headers,
  });
  expect(JSON.stringify(config)).not.toContain("********");
  expect(keys).toEqual({ ci: { hash: await sha256Hex(keyValue), prefix: "sk-gw-0", lastFour: "ef" } });
  const [entry] = rowsOf(platform, "select * from audit_log order by id desc limit 1");
  expect(entry).toMatchObject({ actor: "dashboard", action: "export", kind: "config" });
  expect(JSON.parse(String(entry?.detail))).toEqual({ secrets: true, leftOut: [] });
});

test("what ENCRYPTION_KEY does not open is left out and named", async () => {
  const platform = await filled();
  const other = { ...platform, env: { ...platform.env, encryptionKey: new Uint8Array(32).fill(8) } };
  const { text, leftOut } = await exportSealed(other, "dashboard", passphrase);
  expect(leftOut).toEqual(["settings/alerts.webhook", "settings/alerts.secret", "main/x-api-key", "main/a"]);
  const { config } = await opened(text);
  expect(config.providers[0]).toMatchObject({
    credentials: [{ name: "b", env: "SOME_VARIABLE" }],
    headers: { "x-plain": "plain" },
  });
});

test("an empty deployment with another ENCRYPTION_KEY takes all of it: same secrets, same API keys", async () => {
  const { text } = await exportSealed(await filled(), "t", passphrase);
  const target = testPlatform({ encryptionKey: new Uint8Array(32).fill(9) });
  const plan = await importSealed(target, "t", JSON.parse(text), passphrase, { dryRun: true });
  expect(plan.changes.map(({ action, kind, id }) => [action, kind, id])).toEqual([
    ["update", "settings", "settings"],
    ["create", "provider", "main"],
    ["create", "route", "auto"],
    ["create", "key", "ci"],
  ]);
  expect(JSON.stringify(plan)).not.toMatch(/secret-value|secret-path|signing-secret/);
  expect((await exportConfig(target)).providers).toEqual([]);
  await importSealed(target, "t", JSON.parse(text), passphrase, { dryRun: false });
  expect(await opened((await exportSealed(target, "t", passphrase)).text)).toEqual(await opened(text));
  const stored = JSON.stringify([
    rowsOf(target, "select * from credentials"),
    rowsOf(target, "select * from providers"),
  ]);
  expect(stored).not.toMatch(/secret-value/);
  const key = await target.gateway.ports.store.findKey(await sha256Hex(keyValue), Date.now());
  expect(key).toMatchObject({ id: "ci", limits: { rpm: 60 } });
});

test("imported where it came from, it changes nothing; a key that was rotated since gets its value back", async () => {
  const platform = await filled();
  const file = JSON.parse((await exportSealed(platform, "t", passphrase)).text);
  const dryRun = { dryRun: true };
  expect((await importSealed(platform, "t", file, passphrase, dryRun)).changes).toEqual([]);
  const rotated = {
    ...document,
    keys: [{ id: "ci", name: "CI", value: "sk-gw-another-value-0", limits: { rpm: 60 } }],
  };
  await importConfig(platform, "t", rotated, { dryRun: false });
  expect((await importSealed(platform, "t", file, passphrase, dryRun)).changes).toEqual([
    { action: "update", kind: "key", id: "ci", fields: ["value"] },
  ]);
});

test("a wrong passphrase, and a file that holds something else, write nothing", async () => {
  const target = testPlatform();
  const apply = { dryRun: false };
  const file = JSON.parse((await exportSealed(await filled(), "t", passphrase)).text);
  await expect(importSealed(target, "t", file, "another passphrase", apply)).rejects.toMatchObject({
    code: "passphrase",
  });
  for (const clear of ["sk-not-json", '{"config": {}, "keys": {"ci": {"hash": "sk-clear"}}}']) {
    const error = await importSealed(
      target,
      "t",
      JSON.parse(await sealDocument(clear, passphrase)),
      passphrase,
      apply,
    ).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "version" });
    expect(String(error)).not.toContain("sk-");
  }
  expect(rowsOf(target, "select count(*) as n from audit_log")).toEqual([{ n: 0 }]);
});
