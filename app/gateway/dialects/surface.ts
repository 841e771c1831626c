import type { GatewayError } from "../errors";
import type { JsonObject } from "../openai/fields";
import type { Usage } from "../openai/usage";
import type { KeptResponse } from "../store";

/** How a client surface other than OpenAI's own shapes gets its answers. */
export interface Surface {
  /** OpenAI's answer, with `usage`, in the surface's shape. */
  whole(answer: JsonObject): JsonObject;
  /** A new one for every attempt: what a failed attempt had written is thrown away. */
  writer(): SurfaceWriter;
  /** Content type of a stream; default server-sent events. */
  streamType?: string;
  /** Told of a whole answer of its own format that goes to the client as it came. */
  passed?(text: string): void;
  /** After a good end: what is kept for requests that build on this one; null for nothing. */
  kept?(): KeptResponse | null;
}

/** Writes a stream of the surface from OpenAI's chunks: raw server-sent events, blank lines included. */
export interface SurfaceWriter {
  chunk(chunk: JsonObject): string;
  /** Told the data of an event of its own format that goes to the client as it came; true where it is an answer's begin. */
  passed?(data: string): boolean;
  /** The events after the last chunk of a good end. */
  closing(usage: Usage): string;
  /** The surface's event for a failure after content was sent, `body` its error object; nothing follows it. */
  error(error: GatewayError, body: JsonObject): string;
  /** Where the bytes of an upstream that speaks the surface's format will not do as they are. */
  native?: { event(data: string): string; end(): string };
  /** What a client waits for at the end, where an upstream of the same format told the reason and then left it out. */
  lastEvent?: string;
  /** What keeps an idle stream alive; default a comment. */
  heartbeat?: string;
}
