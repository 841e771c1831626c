import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { rowsOf } from "~/tests/platform";
import type { Dialect } from "./dialects/dialect";
import { openAiChat } from "./dialects/openai";
import { openAiModerations, openAiSpeech } from "./dialects/openai-media";

const messages = [{ role: "user", content: "Hi" }];
const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const head = { id: "c1", created: 1, model: "m" };
const message = { role: "assistant", content: "Hello" };
const whole = { ...head, object: "chat.completion", choices: [{ index: 0, message, finish_reason: "stop" }], usage };
const chunk = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

const hourMs = 3_600_000;
const models = ["m"];

/** The host's clock is set back an hour by every call of the upstream, and between the parts of its streams. */
async function setBack(answer: (back: () => void) => Response, more: Record<string, unknown>[] = []) {
  let offset = 0;
  const back = () => {
    offset -= hourMs;
  };
  const asked = await askedGateway(
    {},
    () => {
      back();
      return answer(back);
    },
    { providers: more },
  );
  asked.platform.gateway.ports.now = () => Date.now() + offset;
  return asked;
}

const streamed = (back: () => void) => {
  const parts = [
    chunk({ role: "assistant", content: "Hel" }),
    chunk({ content: "lo" }),
    chunk({}, "stop"),
    "data: [DONE]\n\n",
  ];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift();
      back();
      if (part === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
};

const spare = {
  id: "spare",
  adapter: "openai",
  baseUrl: "https://spare.example.com/v1",
  credentials: [{ name: "a", value: "sk-upstream-2" }],
  models,
  priority: 1,
};

const cases: [what: string, dialect: Dialect, body: object, answer: (back: () => void) => Response][] = [
  ["a whole answer", openAiChat, { model: "m", messages }, () => Response.json(whole)],
  ["a stream", openAiChat, { model: "m", messages, stream: true }, streamed],
  ["failed attempts", openAiChat, { model: "m", messages }, () => Response.json({ error: {} }, { status: 503 })],
  ["a media call", openAiModerations, { model: "m", input: "x" }, () => Response.json({ id: "x", results: [] })],
  ["a media stream", openAiSpeech, { model: "m", input: "x", voice: "alloy" }, (back) => streamed(back)],
];

for (const [what, dialect, body, answer] of cases)
  test(`${what} while the host's clock is set back takes no less than no time, in the log and all that is added up of it`, async () => {
    const { ask, platform } = await setBack(answer, [spare]);
    const { headers } = await ask(dialect, body);
    expect(headers.get("server-timing")).not.toContain("-");
    const columns = [
      "select latency_ms, first_token_ms, gateway_ms, only_attempt ->> 1, only_attempt ->> 2, only_attempt ->> 3 from request_log",
      "select started_ms, first_byte_ms, latency_ms from request_attempts",
      "select latency_ms, first_token_ms, token_ms from model_statistics",
      "select gateway_ms_sum from traffic_5m",
    ];
    const times = columns.flatMap((sql) => rowsOf(platform, sql).flatMap((row) => Object.values(row)));
    expect(rowsOf(platform, "select * from request_log")).toHaveLength(1);
    expect(times.filter((time) => typeof time === "number" && time < 0)).toEqual([]);
    // The gateway's own part is no more than the whole.
    const [row] = rowsOf<{ gateway_ms: number; latency_ms: number }>(platform, "select * from request_log");
    expect(row!.gateway_ms).toBeLessThanOrEqual(row!.latency_ms);
  });
