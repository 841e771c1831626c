import { EventSourceParserStream } from "eventsource-parser/stream";
import * as z from "zod/mini";

// The answer of /v1/chat/completions, streamed or whole, as the same events.

const usageSchema = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() });
const errorSchema = z.object({ message: z.string(), code: z.nullish(z.union([z.string(), z.number()])) });
const callSchema = z.object({
  index: z.nullish(z.number()),
  id: z.nullish(z.string()),
  function: z.nullish(z.object({ name: z.nullish(z.string()), arguments: z.nullish(z.string()) })),
});
const partSchema = z.nullish(
  z.object({
    content: z.nullish(z.string()),
    reasoning_content: z.nullish(z.string()),
    refusal: z.nullish(z.string()),
    tool_calls: z.nullish(z.array(callSchema)),
  }),
);
const answerSchema = z.object({
  choices: z.nullish(z.array(z.object({ delta: partSchema, message: partSchema }))),
  usage: z.nullish(usageSchema),
  error: z.nullish(errorSchema),
});

export interface AnswerError {
  /** HTTP status; 0 where no answer came. */
  status: number;
  /** The contract's code, or `network` and `cut` for what only the browser sees. */
  code: string;
  message: string;
}

export type AnswerEvent =
  | { type: "text"; text: string }
  | { type: "reasoning"; text: string }
  /** A piece of the call at `index`: its id and name come once, its arguments bit by bit. */
  | { type: "call"; index: number; id: string; name: string; arguments: string }
  | { type: "usage"; promptTokens: number; completionTokens: number }
  | { type: "error"; error: AnswerError };

function* eventsOf(json: unknown, status: number): Generator<AnswerEvent> {
  const { success, data } = z.safeParse(answerSchema, json);
  if (!success) return;
  if (data.error) {
    yield { type: "error", error: { status, code: String(data.error.code ?? ""), message: data.error.message } };
    return;
  }
  const part = data.choices?.[0]?.delta ?? data.choices?.[0]?.message;
  if (part?.reasoning_content) yield { type: "reasoning", text: part.reasoning_content };
  if (part?.content) yield { type: "text", text: part.content };
  if (part?.refusal) yield { type: "text", text: part.refusal };
  for (const [place, call] of (part?.tool_calls ?? []).entries()) {
    yield {
      type: "call",
      index: call.index ?? place,
      id: call.id ?? "",
      name: call.function?.name ?? "",
      arguments: call.function?.arguments ?? "",
    };
  }
  if (data.usage) {
    yield { type: "usage", promptTokens: data.usage.prompt_tokens, completionTokens: data.usage.completion_tokens };
  }
}

/** Rejects only when the connection breaks or is aborted. */
export async function* readAnswer(response: Response): AsyncGenerator<AnswerEvent> {
  if (!response.headers.get("content-type")?.includes("text/event-stream") || !response.body) {
    yield* wholeAnswer(response);
    return;
  }
  const reader = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        yield { type: "error", error: { status: response.status, code: "cut", message: "" } };
        return;
      }
      if (value.data === "[DONE]") return;
      for (const event of eventsOf(parseJson(value.data), response.status)) {
        yield event;
        if (event.type === "error") return;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function* wholeAnswer(response: Response): AsyncGenerator<AnswerEvent> {
  const text = await response.text();
  const events = [...eventsOf(parseJson(text), response.status)];
  if (!response.ok && !events.some((event) => event.type === "error")) {
    yield { type: "error", error: { status: response.status, code: "", message: text.slice(0, 500) } };
    return;
  }
  yield* events;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
