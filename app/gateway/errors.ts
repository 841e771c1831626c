/**
 * The only error that a client of the gateway sees. `status`, `type` and `code` are those of the public contract;
 * the dialect writes it in its own shape. `message` never holds a secret, an upstream host or a stack.
 */
export class GatewayError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly code: string;
  readonly param: string | null;
  readonly headers: Record<string, string>;
  /** More for a program, where a surface has a place for it. */
  readonly details: Record<string, unknown> | null;

  constructor(init: {
    status: number;
    type: ErrorType;
    code: string;
    message: string;
    param?: string | null;
    headers?: Record<string, string>;
    details?: Record<string, unknown> | null;
  }) {
    super(init.message);
    this.name = "GatewayError";
    this.status = init.status;
    this.type = init.type;
    this.code = init.code;
    this.param = init.param ?? null;
    this.headers = init.headers ?? {};
    this.details = init.details ?? null;
  }
}

export type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "rate_limit_error"
  | "insufficient_quota"
  | "server_error";

/** OpenAI's code for a prompt that is longer than the model's window. */
export const contextLengthExceeded = "context_length_exceeded";

export const badRequest = (message: string, param: string | null = null) =>
  new GatewayError({ status: 400, type: "invalid_request_error", code: "invalid_request_error", message, param });

export const internalError = () =>
  new GatewayError({
    status: 500,
    type: "server_error",
    code: "internal_error",
    message: "The gateway failed to handle this request. The operator finds the reason in the gateway's log.",
  });
