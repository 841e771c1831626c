import type { Translation } from "../adapters/translation";
import type { AttemptClock } from "../attempt/attempt-clock";
import { readWhole } from "../attempt/whole-answer";
import type { Call } from "../dialects/dialect";
import { type Failure, failure } from "../failures/failure";
import { readError } from "../failures/upstream-error";
import type { ByteReader, Ports, UpstreamResponse } from "../ports";
import { AnswerCollector } from "./collector";
import { OpenAiRelay } from "./relay";

/** A stream that has sent so much without content is let through: holding more would cost memory. */
const gateBytes = 64 * 1024;

export interface StreamAnswer {
  relay: OpenAiRelay;
  reader: ByteReader;
  /** What came before and with the first content, ready for the client. */
  head: Uint8Array[];
  /** Unix ms by which the first content must be there, where the stream was let through before it. */
  startBy: number;
  /** Ends the upstream call. */
  abort(): void;
}

interface GateOptions {
  response: UpstreamResponse;
  readStream: Ports["readStream"];
  /** Where the upstream's format is not OpenAI's. */
  translation: Translation | undefined;
  /** The upstream's format is the client's own. */
  native: boolean;
  call: Call;
  clock: AttemptClock;
  /** Streams of this provider and model have earned that their first chunk is let through before there is content. */
  trusted: boolean;
}

/** The commit gate: reads until the first content. The reader and what was read, or why this stream is none. */
export async function gate(options: GateOptions): Promise<StreamAnswer | Failure> {
  const { response, translation, native, call, clock } = options;
  // Another surface's events cannot go on in the middle with another upstream's.
  const trusted = options.trusted && call.surface === null;
  const type = response.headers.get("content-type") ?? "";
  if (response.body === null) return failure("format", "empty_answer", "the upstream's answer is empty");
  if (type !== "" && !/event-?stream|octet-stream|text\/plain/i.test(type))
    return notAStream(await readError(response), type, response.status);
  const relay = new OpenAiRelay(
    call.includeUsage,
    translation?.stream(call),
    call.surface?.writer(),
    translation?.frames?.(),
    native,
    call.watched === undefined ? null : new AnswerCollector(),
  );
  const reader = options.readStream(response.body);
  const head: Uint8Array[] = [];
  let held = 0;
  for (;;) {
    const { done, value } = await reader.read();
    const bytes = done ? relay.end() : relay.push(value);
    if (bytes !== null) {
      head.push(bytes);
      held += bytes.byteLength;
    }
    if ((done || relay.over) && !relay.started) relay.failure ??= emptyStream();
    if (relay.failure !== null && !relay.started) {
      if (!done) reader.cancel().catch(() => {});
      return { ...relay.failure, status: response.status };
    }
    if (relay.started || held > gateBytes || done || (trusted && held > 0)) {
      clock.hold();
      return { relay, reader, head, startBy: clock.deadline, abort: () => clock.abort() };
    }
  }
}

export const emptyStream = () => failure("format", "empty_answer", "the upstream's stream ended without content");

/** A JSON answer to a streamed request: usually an error inside a 200. */
function notAStream(text: string, type: string, status: number): Failure {
  const whole = readWhole({ operation: "chat", body: {} }, text);
  if ("kind" in whole && whole.code !== "bad_answer") return { ...whole, status };
  return failure("format", "not_a_stream", `the upstream answered ${type.split(";")[0]} where a stream was asked`, {
    status,
  });
}
