import type { PrepareContext, Target } from "../adapters/target";
import type { Call, Operation } from "../dialects/dialect";
import type { Failure } from "../failures/failure";
import type { JsonObject } from "../openai/fields";
import type { Usage } from "../openai/usage";
import type { ByteReader, UpstreamResponse } from "../ports";
import type { MediaRequest, MediaUnits } from "./media-request";

// Operations other than text: images, audio, moderation, reranking, videos, and a provider's own API passed through.

export type MediaCall = Call & { media: MediaRequest };

export interface MediaAnswer {
  /** HTTP status; anything but 200 only where a call is passed through. */
  status: number;
  contentType: string;
  body: string | Uint8Array<ArrayBuffer> | MediaStream;
  /** Null where the upstream told none, or tells it within the stream. */
  usage: Usage | null;
  units: MediaUnits | null;
  /** The model as the upstream calls it. */
  model: string | null;
  headers?: Record<string, string>;
  /** An OpenAI video; as the adapter makes it its `id` is the upstream's, and it leaves with one of the gateway's own. */
  video?: JsonObject;
}

/** An answer that goes on to the client as it comes. */
export interface MediaStream {
  reader: ByteReader;
  /** Reads along; null where nothing is to be learnt from the bytes. */
  meter: StreamMeter | null;
}

/** Learns from a stream's bytes on their way, without holding them back. */
export interface StreamMeter {
  push(bytes: Uint8Array): void;
  /** After the last byte: false where the stream was cut before its own end. */
  complete(): boolean;
  readonly usage: Usage | null;
  readonly model: string | null;
  /** The words of an error event. */
  readonly error: string | null;
}

/** The way to the vendor within one attempt: its time limit, the client's leaving, the address guard. */
export interface UpstreamPort {
  /** What an adapter's other parts take to sign or to fetch a token. */
  readonly context: PrepareContext;
  /** Any answer. */
  send(url: string, init?: UpstreamInit): Promise<UpstreamResponse>;
  /** An answer of 2xx; any other is thrown as what it means. */
  call(url: string, init?: UpstreamInit): Promise<UpstreamResponse>;
  /** The JSON object of such an answer. */
  json(url: string, init?: UpstreamInit): Promise<JsonObject>;
  /** A file at an address that the vendor or the client named: no credential goes along, redirects are followed. */
  download(url: string): Promise<UpstreamResponse>;
  sleep(ms: number): Promise<void>;
  /** Waits for a job that the vendor has taken; `cancel` is called where the attempt ends before `work` does. */
  job<Result>(cancel: { url: string } & UpstreamInit, work: () => Promise<Result>): Promise<Result>;
  /** What an answer other than 2xx means. */
  problem(response: UpstreamResponse): Promise<Failure>;
}

export interface UpstreamInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array | null;
}

/** How an adapter does these operations: one or more upstream calls that make one answer. */
export interface MediaAdapter {
  operations: ReadonlySet<Operation>;
  /** Throws a GatewayError (400) that names the parameter where the vendor cannot do what is asked. */
  run(call: MediaCall, target: Target, upstream: UpstreamPort): Promise<MediaAnswer>;
  /** The vendor's error body in OpenAI's shape; absent where it is that already. */
  error?(text: string): JsonObject;
}

export const isMediaStream = (body: MediaAnswer["body"]): body is MediaStream =>
  typeof body === "object" && "reader" in body;

/** A whole JSON answer. */
export const jsonAnswer = (
  body: JsonObject,
  more: Partial<Pick<MediaAnswer, "usage" | "units" | "model">> = {},
): MediaAnswer => ({
  status: 200,
  contentType: "application/json",
  body: JSON.stringify(body),
  usage: null,
  units: null,
  model: null,
  ...more,
});

/** Bytes that pass on to the client as they come. */
export const streamAnswer = (
  response: UpstreamResponse,
  contentType: string,
  more: Partial<Pick<MediaAnswer, "units" | "model" | "headers" | "status">> & { meter?: StreamMeter | null } = {},
): MediaAnswer => {
  const { meter = null, ...rest } = more;
  const body = response.body === null ? "" : { reader: response.body.getReader(), meter };
  return { status: 200, contentType, body, usage: null, units: null, model: null, ...rest };
};
