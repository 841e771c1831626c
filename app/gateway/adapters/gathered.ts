import { type JsonObject, parseObject } from "../openai/fields";
import { writeUsage } from "../openai/usage";
import { AnswerCollector } from "../stream/collector";
import { OpenAiRelay } from "../stream/relay";
import { errorAnswer, unknownError } from "./foreign/answer";
import type { Translation } from "./translation";

// Some models only stream, whoever asks (`quirks.streamModels`): a whole answer is then put together from the pieces.

/** A request for a whole answer as one for a stream that tells its usage. */
export const asStream = (body: JsonObject): JsonObject => ({
  ...body,
  stream: true,
  stream_options: { include_usage: true },
});

export const gathered: Translation = {
  whole(_call, text) {
    const single = parseObject(text);
    if (single !== null) return single;
    const collector = new AnswerCollector();
    const relay = new OpenAiRelay(true, null, null, null, false, collector);
    relay.push(new TextEncoder().encode(text));
    relay.end();
    const { failure: problem, usage } = relay;
    if (problem !== null) return errorAnswer({ message: problem.message, type: "server_error", code: problem.code });
    const whole = collector.whole();
    if (whole === null || collector.partial) throw new Error("no answer in the stream");
    return usage === null ? whole : { ...whole, usage: writeUsage(usage) };
  },
  error: (text) => parseObject(text) ?? unknownError(text),
  stream: () => ({ done: true, event: () => [] }),
};
