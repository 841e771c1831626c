import { expect, test } from "vitest";
import type { AttemptRow } from "~/gateway/log-row";
import { openTestDatabase } from "~/tests/database";
import { attemptRow, logRow } from "~/tests/log-rows";
import { logStore } from "./log-writer.server";
import { getLog } from "./logs.server";

const database = openTestDatabase();
const write = logStore(database).writeLog;
const read = (requestId: string) => getLog(database, requestId);

test("attempts come back as they were, whether the row has the only one itself or not", async () => {
  const usual = attemptRow({ startedMs: 2, firstByteMs: null, latencyMs: 7 });
  const lists: [string, AttemptRow[]][] = [
    ["usual", [usual]],
    ["none", []],
    ["elsewhere", [{ ...usual, providerId: "other" }]],
    ["renamed", [{ ...usual, model: "another" }]],
    ["created", [{ ...usual, status: 201 }]],
    ["cut", [{ ...usual, errorCode: "stream_cut", errorMessage: "it was cut" }]],
    ["unanswered", [{ ...usual, status: null, errorCode: "ECONNRESET", errorMessage: "reset" }]],
    [
      "twice",
      [
        { ...usual, status: 503 },
        { ...usual, index: 1, credentialName: null },
      ],
    ],
  ];
  await write(
    "attempts",
    lists.map(([requestId, attempts]) => logRow({ requestId, attempts })),
  );
  for (const [requestId, attempts] of lists) {
    const row = await read(requestId);
    expect([requestId, row?.attemptCount, row?.attempts]).toEqual([requestId, attempts.length, attempts]);
  }
});

test("words that are too long are cut, and everything else is kept", async () => {
  const long = "x".repeat(5_000);
  const row = logRow({
    requestId: "long",
    outcome: "upstream_error",
    errorMessage: long,
    requestedModel: long,
    userAgent: long,
    route: "auto",
    rule: { index: 0, words: long },
    usage: { ...logRow().usage, audioOutputTokens: 3 },
    attempts: [attemptRow({ errorCode: "x", errorMessage: long })],
  });
  await write("long", [row]);
  const kept = await read("long");
  expect([kept?.errorMessage, kept?.requestedModel, kept?.userAgent, kept?.rule?.words]).toEqual(
    [4_000, 512, 512, 500].map((length) => long.slice(0, length)),
  );
  expect(kept?.attempts[0]?.errorMessage).toHaveLength(4_000);
  expect(kept?.usage).toMatchObject({ audioInputTokens: 0, audioOutputTokens: 3 });
});
