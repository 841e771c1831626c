import type { Call } from "../dialects/dialect";
import type { JsonObject } from "../openai/fields";

/** How the answers of a foreign wire format become OpenAI's. Pure; a stream is a state machine without I/O. */
export interface Translation {
  /**
   * A whole answer -> OpenAI's chat completion with `usage` where the upstream told it. An error object inside a 200
   * becomes `{error}`. Throws where the text is not the format's.
   */
  whole(call: Call, text: string): JsonObject;
  /** The body of an error answer -> `{"error": {"message", "type", "code"}}`. */
  error(text: string): JsonObject;
  stream(call: Call): StreamTranslator;
  /** Where a stream comes in binary frames instead of server-sent events; one reader for each stream. */
  frames?(): FrameReader;
}

/** Cuts a byte stream into events, whatever the pieces. Throws where the bytes are broken: nothing after them can be read. */
export interface FrameReader {
  push(bytes: Uint8Array): FrameEvent[];
}

export interface FrameEvent {
  name: string | null;
  data: string;
}

export interface StreamTranslator {
  /**
   * One event -> chunks of OpenAI's format, usage in a chunk with empty `choices`. An error event becomes `{error}`.
   * `name` is the event's name, null where it has none.
   */
  event(name: string | null, data: string): JsonObject[];
  /** The upstream has said that the stream is complete. */
  readonly done: boolean;
}
