import { beforeAll, expect, test } from "vitest";
import { type Expected, type Fault, faults, type Remedy, remedies } from "../faults";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// Every fault x surface x streamed or not x what else is at hand, at once against one gateway: what the caller gets, how many
// attempts it took, and one log row that says the same.

const { gateway, upstream } = await startSuite({ upstream: startUpstream });

const surfaces = ["chat", "messages", "responses"] as const;
type Surface = (typeof surfaces)[number];

interface Cell {
  fault: Fault;
  surface: Surface;
  stream: boolean;
  remedy: Remedy;
  id: string;
}

interface Got {
  status: number;
  requestId: string;
  attempts: number;
  retryAfter: number | null;
  shouldRetry: string | null;
  text: string;
}

interface Row {
  requestId: string;
  status: number;
  outcome: string;
  attemptCount: number;
  usage: { promptTokens: number; completionTokens: number; source: string };
}

const cells: Cell[] = faults.flatMap((fault, number) =>
  surfaces.flatMap((surface) =>
    [false, true].flatMap((stream) =>
      remedies.map((remedy) => ({
        fault,
        surface,
        stream,
        remedy,
        id: `f${number}-${surface}-${stream ? "stream" : "whole"}-${remedy}`,
      })),
    ),
  ),
);
const concurrency = 24;

const got = new Map<string, Got>();
const rows = new Map<string, Row[]>();

/** Every cell has a provider of its own, so that none inherits another's health. */
const faulty = ({ fault, remedy, id }: Cell) => ({
  id,
  adapter: "openai",
  baseUrl: fault.url(upstream, "sk-faulty-credential"),
  credentials: [
    { name: "faulty", value: "sk-faulty-credential" },
    ...(remedy === "credential" ? [{ name: "fine", value: "sk-fine-credential" }] : []),
  ],
  models: [remedy === "provider" ? `shared-${id}` : `own-${id}`],
  timeouts: fault.slow ? { firstByteMs: 1_000, streamIdleMs: 1_000, attemptMs: 1_000 } : {},
});
const fine = (id: string, model: string) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url("ok"),
  credentials: [{ name: "a", value: "sk-fine-credential" }],
  models: [model],
  priority: 1,
});

beforeAll(async () => {
  await gateway.configure({
    providers: [...cells.map(faulty), fine("spare-provider", "shared-*"), fine("spare-model", "other-model")],
  });
  const waiting = [...cells];
  const from = new Date().toISOString();
  const worker = async () => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) got.set(cell.id, await run(cell));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = (await (
      await gateway.admin(`/api/admin/logs?limit=200&from=${from}&cursor=${encodeURIComponent(cursor)}`)
    ).json()) as { data: Row[]; nextCursor: string | null };
    for (const row of page.data) rows.set(row.requestId, [...(rows.get(row.requestId) ?? []), row]);
    cursor = page.nextCursor;
  }
});

async function run({ surface, stream, remedy, id }: Cell): Promise<Got> {
  const model = remedy === "provider" ? `shared-${id}` : `own-${id}`;
  const asked = { model, stream, ...(remedy === "model" ? { models: ["other-model"] } : {}) };
  const messages = [{ role: "user", content: "ping" }];
  const answer =
    surface === "chat"
      ? await gateway.call("/v1/chat/completions", { ...asked, messages })
      : surface === "messages"
        ? await gateway.call("/v1/messages", { ...asked, messages, max_tokens: 100 })
        : await gateway.call("/v1/responses", { ...asked, input: "ping" });
  const retryAfter = answer.headers.get("retry-after");
  return {
    status: answer.status,
    requestId: answer.headers.get("x-request-id") ?? "",
    attempts: Number(answer.headers.get("x-gateway-attempts")),
    retryAfter: retryAfter === null ? null : Number(retryAfter),
    shouldRetry: answer.headers.get("x-should-retry"),
    text: await answer.text(),
  };
}

const endings: Record<Surface, { good: RegExp; bad: RegExp }> = {
  chat: { good: /data: \[DONE\]\n\n$/, bad: /data: \{"error":\{[^\n]*\n\n$/ },
  messages: { good: /event: message_stop\n/, bad: /event: error\ndata: [^\n]*\n\n$/ },
  responses: { good: /"type":"response\.completed"/, bad: /"type":"response\.failed"[^\n]*\n\n$/ },
};

/** What the caller was given of the answer's text. */
const words = (text: string) => [...text.matchAll(/"(?:content|text|delta)":"(pong\d? ?)"/g)].map(([, word]) => word);

function check(cell: Cell): void {
  const { fault, surface, stream, remedy, id } = cell;
  const expected: Expected = stream ? fault.stream : fault.whole;
  const answer = got.get(id)!;
  const ofCell = rows.get(answer.requestId) ?? [];
  expect(ofCell, `${id}: exactly one log row`).toHaveLength(1);
  const row = ofCell[0]!;
  expect(answer.text, `${id}: no secret, no host`).not.toMatch(/sk-f|127\.0\.0\.1|\.invalid/);
  // On a busy machine all of a broken stream may come in one read: then nothing was sent yet, and it goes on elsewhere.
  const unseen = expected.outcome === "broken" && remedy !== "none" && answer.attempts === 2;
  const helped = unseen || (expected.outcome === "next" && expected.helps.includes(remedy));
  const ending = endings[surface];
  if (helped || expected.outcome === "served") {
    const attempts = helped ? 2 : 1;
    expect(answer, `${id}: ${answer.text}`).toMatchObject({ status: 200, attempts });
    expect(words(answer.text), id).toEqual(expect.arrayContaining(stream ? ["pong0 ", "pong1 ", "pong2 "] : ["pong"]));
    if (stream) expect(answer.text, id).toMatch(ending.good);
    expect(row, id).toMatchObject({
      status: 200,
      outcome: "success",
      attemptCount: attempts,
      usage: { promptTokens: 11, completionTokens: 7, source: "provider" },
    });
    return;
  }
  if (expected.outcome === "broken" && remedy === "none" && answer.status === 502) {
    // The same, with nowhere to go on: an error by status, as nothing was sent.
    expect(row, id).toMatchObject({ status: 502, outcome: "upstream_error", attemptCount: 1 });
    return;
  }
  if (expected.outcome === "broken") {
    expect(answer, id).toMatchObject({ status: 200, attempts: 1 });
    expect(answer.text, id).toMatch(ending.bad);
    expect(answer.text, id).not.toMatch(ending.good);
    expect(row, id).toMatchObject({ outcome: "upstream_error", attemptCount: 1, usage: { source: "estimated" } });
    expect(row.usage.completionTokens, id).toBeGreaterThan(0);
    return;
  }
  expect(answer, `${id}: ${answer.text}`).toMatchObject({ status: expected.status });
  const error = (JSON.parse(answer.text) as { error: { code?: string; message: string } }).error;
  expect(error.message, id).not.toBe("");
  if (expected.outcome === "returned") {
    expect(answer.attempts, id).toBe(1);
    expect(row, id).toMatchObject({ status: expected.status, outcome: "client_error", attemptCount: 1 });
    return;
  }
  if (surface !== "messages") expect(error.code, id).toBe(expected.code);
  expect(answer.shouldRetry, id).toBe("false");
  expect(row.status, id).toBe(expected.status);
  expect(row.outcome, id).toBe(expected.status === 429 ? "rate_limited" : "upstream_error");
  if (expected.retryAfter !== undefined) {
    const [from, to] = expected.retryAfter;
    expect(answer.retryAfter, id).toBeGreaterThanOrEqual(from);
    expect(answer.retryAfter, id).toBeLessThanOrEqual(to);
  }
}

for (const [number, fault] of faults.entries())
  test(`${fault.name}: what the table says, on every surface, whatever else is at hand`, () => {
    for (const cell of cells.filter(({ id }) => id.startsWith(`f${number}-`))) check(cell);
  });
