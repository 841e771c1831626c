import type { GatewayError } from "../errors";
import type { JsonObject } from "../openai/fields";

// What an upstream's failure means. Contract: the table "Order of attempts" in the public contract decides what follows.

export type FailureKind =
  /** Network, TLS, reset. */
  | "network"
  | "timeout"
  /** 408, 409, 425, 5xx, 529, an error inside a 200. */
  | "server"
  /** An answer that is not the format's, empty, or cut before the first content. */
  | "format"
  | "rate_limit"
  | "quota"
  | "credential"
  | "model_not_found"
  /** 400 because the prompt is longer than the model's window. */
  | "context"
  /** Any other 4xx: the caller's mistake, returned as it is. */
  | "client"
  | "cancelled";

export interface Failure {
  kind: FailureKind;
  /** HTTP status of the upstream; null where none came. */
  status: number | null;
  code: string;
  /** For people; without credentials or hosts. */
  message: string;
  retryAfterMs: number | null;
  /** The upstream's error body, for a client error that is returned as it is. */
  body: JsonObject | null;
  /** The same as it came, where it is of the client's own format. */
  native: JsonObject | null;
}

export const failure = (kind: FailureKind, code: string, message: string, more: Partial<Failure> = {}): Failure => ({
  kind,
  status: null,
  code,
  message,
  retryAfterMs: null,
  body: null,
  native: null,
  ...more,
});

/** Something that had to be had before the upstream call (a token, an image) could not be: this attempt has failed. */
export class UpstreamFailure extends Error {
  readonly failure: Failure;

  constructor(problem: Failure) {
    super(problem.message);
    this.failure = problem;
  }
}

/** An adapter's refusal to build a call. */
export const refusal = ({ status, type, code, message, param }: GatewayError): Failure =>
  failure("client", code, message, { status, body: { error: { message, type, param, code } } });
