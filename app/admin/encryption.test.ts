import { expect, test } from "vitest";
import { loadConfig } from "~/db/load-config.server";
import { sealedTables } from "~/db/sealed-content.server";
import * as purposes from "~/gateway/purposes";
import { createSealer, sealerFor } from "~/lib/seal";
import { adminClient } from "~/tests/admin-api";
import { rowsOf, type TestPlatform, testPlatform } from "~/tests/platform";
import { getSettings, updateSettings } from "./config.server";
import { encryptionState, reseal } from "./encryption.server";
import { createProvider, updateProvider } from "./providers.server";

const { answerPurpose, bodiesPurpose, questionPurpose, responsePurpose, videoPurpose } = purposes;
const [keyA, keyB, keyC] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/** The same database on a host with other keys. */
function withKeys(platform: TestPlatform, encryptionKey: Uint8Array, ...previousEncryptionKeys: Uint8Array[]) {
  const other = testPlatform({ encryptionKey, previousEncryptionKeys });
  return { ...other, database: platform.database, gateway: platform.gateway };
}

const provider = (id: string) => ({
  id,
  adapter: "openai",
  baseUrl: "https://api.example.com/v1",
  credentials: [{ name: "a", value: `sk-secret-of-${id}` }],
  headers: { "x-api-token": `token of ${id}`, "x-plain": "plain" },
});

const manyResponses = 450;

/** Everything that is sealed, under key A. */
async function filled(recordings = 2) {
  const platform = testPlatform({ encryptionKey: keyA });
  const { database } = platform;
  await createProvider(platform, "test", provider("one"));
  await createProvider(platform, "test", provider("two"));
  await updateSettings(platform, "test", {
    alerts: { webhook: "https://hooks.example.com/secret", secret: "whsec-0123456789abcdef" },
  });
  const { seal } = sealerFor(platform.env);
  const insert = (table: string, row: Record<string, string | number>) =>
    database
      .prepare(
        `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
          .map((_, index) => `?${index + 1}`)
          .join(", ")})`,
      )
      .bind(...Object.values(row))
      .run();
  const times = { created_at: 1, expires_at: 9e15 };
  for (let index = 0; index < manyResponses; index++) {
    const id = `resp-${index}`;
    const response = await seal(`response ${index}`, responsePurpose("ci", id));
    const input = await seal(`input ${index}`, responsePurpose("ci", id));
    await insert("kept_responses", { key_id: "ci", id, response, input, ...times });
  }
  const videoId = `video_${(await seal("where", "video id")).replaceAll(".", "~")}`;
  const video = await seal("a video", videoPurpose("ci", videoId));
  await insert("videos", { key_id: "ci", id: videoId, video, ...times });
  // Each as long as a slice may be.
  for (let index = 1; index <= recordings; index++) {
    const sealed = await seal(`${index}`.repeat(300_000), bodiesPurpose(`req-${index}`));
    await insert("request_bodies", { request_id: `req-${index}`, created_at: 1, sealed });
  }
  const answer = { sealed: await seal("an answer", answerPurpose("hash")), bytes: 9, ...times };
  const question = await seal("a question", questionPurpose("hash"));
  await insert("cached_answers", { id: "hash", context: "c", sealed_question: question, ...answer });
  return { platform, videoId };
}

const contentTexts = manyResponses * 2 + 1 + 2 + 2;

/** What a host with this key alone reads, for all that was stored. */
async function readAlone(platform: TestPlatform, key: Uint8Array, videoId: string) {
  const alone = withKeys(platform, key);
  const { unseal } = createSealer(key, []);
  const first = (sql: string) => String(Object.values(rowsOf(platform, sql)[0] ?? {})[0]);
  const { providers } = await loadConfig(alone.database, {}, createSealer(key, []));
  const { alerts } = await getSettings(alone);
  const last = manyResponses - 1;
  return {
    credentials: providers.flatMap(({ credentials }) => credentials.map(({ secret, state }) => [secret, state])),
    headers: providers.map(({ headers }) => headers),
    alerts: [alerts.webhook, alerts.secret],
    texts: await Promise.all([
      unseal(
        first(`select input from kept_responses where id = 'resp-${last}'`),
        responsePurpose("ci", `resp-${last}`),
      ),
      unseal(first("select response from kept_responses where id = 'resp-0'"), responsePurpose("ci", "resp-0")),
      unseal(first("select video from videos"), videoPurpose("ci", videoId)),
      unseal(first("select substr(sealed, 1) from request_bodies where request_id = 'req-2'"), bodiesPurpose("req-2")),
      unseal(first("select sealed from cached_answers"), answerPurpose("hash")),
      unseal(first("select sealed_question from cached_answers"), questionPurpose("hash")),
    ]),
  };
}

test("whatever has a purpose has a place where it is sealed anew", () => {
  const known = sealedTables.flatMap(({ columns }) => columns.map(({ purpose }) => purpose));
  expect(new Set(known)).toEqual(new Set(Object.values(purposes)));
});

test("the whole walk: key A, then B with A as former, sealed anew, then B alone reads everything", async () => {
  const { platform, videoId } = await filled();
  const before = await readAlone(platform, keyA, videoId);
  const between = withKeys(platform, keyB, keyC, keyA);
  expect(await encryptionState(between)).toEqual({
    formerKeys: 2,
    secrets: { current: 0, former: 6, unknown: 0 },
    content: { current: 0, former: contentTexts, unknown: 0 },
    videoIds: 1,
  });
  const call = adminClient(between);
  expect((await call("GET", "/api/admin/health")).body.encryption.secrets).toEqual({
    current: 0,
    former: 6,
    unknown: 0,
  });
  expect(await call("POST", "/api/admin/encryption/reseal")).toMatchObject({
    status: 200,
    body: { secrets: 6, content: contentTexts, nextCursor: null },
  });
  expect((await call("GET", "/api/admin/encryption")).body).toEqual({
    formerKeys: 2,
    secrets: { current: 6, former: 0, unknown: 0 },
    content: { current: contentTexts, former: 0, unknown: 0 },
    videoIds: 1,
  });
  expect(await readAlone(platform, keyB, videoId)).toEqual(before);
  expect(rowsOf(platform, "select actor, action, target_id, detail from audit_log order by id desc limit 1")).toEqual([
    { actor: "admin-token", action: "reseal", target_id: "encryption", detail: '{"secrets":6}' },
  ]);
  // Again: nothing to do, and nothing written.
  const revision = rowsOf(platform, "select value from settings where key = 'configRevision'");
  expect(await reseal(between, "test", null)).toEqual({ secrets: 0, content: 0, nextCursor: null });
  expect(rowsOf(platform, "select value from settings where key = 'configRevision'")).toEqual(revision);
  const alone = withKeys(platform, keyB);
  expect(await encryptionState(alone)).toMatchObject({ formerKeys: 0, content: null, secrets: { current: 6 } });
  expect((await adminClient(alone)("GET", "/api/admin/health")).body).not.toHaveProperty("encryption");
});

test("on Workers a call does some slices, and the next goes on where it ended", async () => {
  const { platform } = await filled(14);
  const worker = { ...withKeys(platform, keyB, keyA), host: "cloudflare" as const };
  const first = await reseal(worker, "test", null);
  expect(first).toMatchObject({ secrets: 6, nextCursor: expect.any(String) });
  const second = await reseal(worker, "test", first.nextCursor);
  expect(second).toMatchObject({ secrets: 0, nextCursor: null });
  expect(first.content + second.content).toBe(contentTexts + 12);
  expect((await encryptionState(worker)).content).toEqual({ former: 0, current: contentTexts + 12, unknown: 0 });
});

test("what no key of the host opens stays byte for byte, is counted, and keeps nothing else from being sealed anew", async () => {
  const { platform, videoId } = await filled();
  const sealed = () => rowsOf(platform, "select sealed from credentials union all select response from kept_responses");
  const before = sealed();
  const lost = withKeys(platform, keyB, keyC);
  expect(await reseal(lost, "test", null)).toMatchObject({ secrets: 0, content: 0, nextCursor: null });
  expect(await encryptionState(lost)).toMatchObject({
    secrets: { former: 0, unknown: 6 },
    content: { former: 0, unknown: contentTexts },
  });
  expect(sealed()).toEqual(before);
  // A text that says it is under key A and is not what was sealed.
  platform.database.sqlite.exec(
    "update credentials set sealed = substr(sealed, 1, 40) || 'AAAA' where provider_id = 'one'",
  );
  expect(await reseal(withKeys(platform, keyB, keyA), "test", null)).toMatchObject({
    secrets: 5,
    content: contentTexts,
  });
  expect((await readAlone(platform, keyB, videoId)).credentials).toEqual([
    ["", "off"],
    ["sk-secret-of-two", "ok"],
  ]);
});

test("an edit that was computed from the former texts does not bring them back", async () => {
  const { platform, videoId } = await filled();
  const between = withKeys(platform, keyB, keyA);
  /** Whose first write comes when everything was sealed anew since it read. */
  const overtaken = () => {
    const { database } = platform;
    let before: Promise<unknown> | null = null;
    const late = {
      prepare: (sql: string) => database.prepare(sql),
      async batch(statements: D1PreparedStatement[]) {
        const reads = (statements as unknown as { reads(): boolean }[]).every((statement) => statement.reads());
        if (!reads) before ??= reseal(between, "test", null);
        await before;
        return database.batch(statements);
      },
    };
    return { ...between, database: late as unknown as TestPlatform["database"] };
  };
  await updateProvider(overtaken(), "test", "one", {
    weight: 3,
    headers: { "x-api-token": "********", "x-plain": "new" },
  });
  expect((await encryptionState(between)).secrets).toEqual({ current: 6, former: 0, unknown: 0 });
  expect(rowsOf(platform, "select weight from providers where id = 'one'")).toEqual([{ weight: 3 }]);
  const { credentials, headers } = await readAlone(platform, keyB, videoId);
  expect(credentials[0]).toEqual(["sk-secret-of-one", "ok"]);
  expect(headers[0]).toEqual({ "x-api-token": "token of one", "x-plain": "new" });
});

test("secrets that are sealed anew while somebody saves are read again, and nothing of both is lost", async () => {
  const { platform, videoId } = await filled();
  const between = withKeys(platform, keyB, keyA);
  await Promise.all([
    reseal(between, "test", null),
    ...[1, 2, 3].map((weight) => updateProvider(between, "test", "one", { weight })),
    updateSettings(between, "test", { maxAttempts: 4 }),
  ]);
  expect((await encryptionState(between)).secrets).toEqual({ current: 6, former: 0, unknown: 0 });
  expect((await readAlone(platform, keyB, videoId)).credentials).toHaveLength(2);
  expect(await getSettings(between)).toMatchObject({ maxAttempts: 4 });
});
