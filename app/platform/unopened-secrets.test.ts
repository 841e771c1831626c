import { expect, test } from "vitest";
import { createSealer } from "~/lib/seal";
import { openTestDatabase } from "~/tests/database";
import { unopenedSecrets } from "./unopened-secrets.server";

const [former, current] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const variables = (key: Buffer, previous = "") => ({
  ENCRYPTION_KEY: key.toString("base64"),
  ENCRYPTION_KEY_PREVIOUS: previous,
});

test("secrets that no key of this start opens are named by whose they are", async () => {
  const database = openTestDatabase();
  const sealed = (key: Buffer) => createSealer(key, []).seal("sk-clear", "row");
  const provider = (id: string, headers: object) =>
    database
      .prepare(
        "insert into providers (id, name, adapter, base_url, enabled, priority, weight, headers, options, timeouts, created_at, updated_at) values (?1, ?1, 'openai', 'http://a/v1', 1, 0, 1, ?2, '{}', '{}', 0, 0)",
      )
      .bind(id, JSON.stringify(headers));
  const credential = (id: string, text: string | null) =>
    database
      .prepare(
        "insert into credentials (id, provider_id, name, position, env, sealed, hint, created_at) values (?1, ?1, 'a', 0, ?2, ?3, '', 0)",
      )
      .bind(id, text === null ? "SOME_KEY" : null, text);
  await database.batch([
    provider("new", { "x-plain": "v1 of it" }),
    provider("old", {}),
    provider("by-header", { "x-token": `sealed ${await sealed(former)}` }),
    provider("by-variable", {}),
    credential("new", await sealed(current)),
    credential("old", await sealed(former)),
    credential("by-variable", null),
  ]);
  expect(await unopenedSecrets(database, variables(current))).toMatch(/headers of by-header, old\. Start with/);
  expect(await unopenedSecrets(database, variables(former))).toMatch(/headers of new\. Start with/);
  expect(await unopenedSecrets(database, variables(current, ` ${former.toString("base64url")} ,`))).toBeNull();

  const alerts = JSON.stringify({ alerts: { webhook: await sealed(former), secret: null } });
  await database.prepare("insert into settings (key, value) values ('settings', ?1)").bind(alerts).run();
  expect(await unopenedSecrets(database, variables(current))).toContain("by-header, old; the alerts' webhook.");
});
