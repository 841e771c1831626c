import type { Dialect } from "./dialects/dialect";
import { GatewayError } from "./errors";
import { isObject, type JsonObject } from "./openai/fields";
import { parseRetryAfter } from "./retry-after";
import { isQuota, isTooLong, isUnknownModel, quotaWords } from "./vendor-failures";

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

/** An upstream's answer that is not a success. `now` in Unix ms, for Retry-After dates. */
export function classifyStatus(
  status: number,
  headers: { get(name: string): string | null },
  text: string,
  now: number,
): Failure {
  const body = parseObject(text);
  const detail = errorDetail(body, text);
  const retryAfterMs = parseRetryAfter(headers, now) ?? retryDelay(body);
  const more = { status, retryAfterMs, body };
  const words = `${detail.code ?? ""} ${detail.type ?? ""} ${detail.message}`;
  const message = detail.message === "" ? `HTTP ${status}` : detail.message;
  if (status === 429) {
    const quota =
      isQuota(status, detail.code) ||
      (detail.code !== "rate_limit_exceeded" &&
        quotaWords.test(words) &&
        !/try again in|rate limit/i.test(detail.message));
    return failure(
      quota ? "quota" : "rate_limit",
      detail.code ?? (quota ? "insufficient_quota" : "rate_limit_exceeded"),
      message,
      more,
    );
  }
  // Some vendors say both with a 400; their adapters put it into the code.
  if (status === 402 || isQuota(status, detail.code) || (status === 403 && quotaWords.test(words)))
    return failure("quota", detail.code ?? "insufficient_quota", message, more);
  // Something that the request itself names, not the model.
  if (status === 404 && isObject(body?.error) && isObject(body.error.details))
    return failure("client", detail.code ?? "not_found", message, more);
  // A model that this account may not use says nothing against the credential.
  if (status === 404 || detail.code === "model_not_found" || isUnknownModel(status, detail.code, words))
    return failure("model_not_found", detail.code ?? "model_not_found", message, more);
  if (isTooLong(status, detail.code, words))
    return failure("context", detail.code ?? `http_${status}`, message, {
      ...more,
      status: status === 403 ? 400 : status,
    });
  if (status === 401 || status === 403 || detail.code === "invalid_api_key")
    return failure("credential", detail.code ?? "invalid_credential", message, more);
  // 424 is Bedrock's word for a model that failed.
  if (status === 408 || status === 409 || status === 424 || status === 425 || status >= 500)
    return failure("server", detail.code ?? `http_${status}`, message, more);
  if (status >= 400) return failure("client", detail.code ?? `http_${status}`, message, more);
  return failure("format", `http_${status}`, `HTTP ${status} where an answer was expected`, more);
}

/** Google puts the pause into the error's details: `{"@type": ".../google.rpc.RetryInfo", "retryDelay": "37s"}`. */
function retryDelay(body: JsonObject | null): number | null {
  if (!isObject(body?.error) || !Array.isArray(body.error.details)) return null;
  for (const detail of body.error.details) {
    const seconds = isObject(detail) ? /^(\d+(?:\.\d+)?)s$/.exec(String(detail.retryDelay)) : null;
    if (seconds !== null) return Math.ceil(Number(seconds[1]) * 1000);
  }
  return null;
}

/** An adapter's refusal to build a call. */
export const refusal = ({ status, type, code, message, param }: GatewayError): Failure =>
  failure("client", code, message, { status, body: { error: { message, type, param, code } } });

/** An error object inside a 200 or inside a stream. */
export function classifyErrorObject(error: unknown): Failure {
  const detail = errorDetail(isObject(error) ? { error } : null, typeof error === "string" ? error : "");
  const words = `${detail.code ?? ""} ${detail.type ?? ""} ${detail.message}`;
  const message = detail.message || "the upstream sent an error without a message";
  if (/insufficient_quota/.test(words)) return failure("quota", detail.code ?? "insufficient_quota", message);
  if (/rate_limit|\b429\b/.test(words)) return failure("rate_limit", detail.code ?? "rate_limit_exceeded", message);
  return failure("server", detail.code ?? detail.type ?? "upstream_error", message);
}

export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function errorDetail(
  body: JsonObject | null,
  text: string,
): { message: string; code: string | null; type: string | null } {
  if (body === null)
    return {
      message: text
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim()
        .slice(0, 500),
      code: null,
      type: null,
    };
  const error = isObject(body.error) ? body.error : body;
  const message = [error.message, body.message, body.error, body.detail, fieldIssues(body.detail)].find(
    (value) => typeof value === "string" && value !== "",
  );
  const word = (value: unknown) =>
    typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : null;
  return { message: String(message ?? "").slice(0, 2000), code: word(error.code), type: word(error.type) };
}

/** FastAPI's 422 (vLLM, Mistral and many others): `{"detail": [{"loc": ["body", "top_p"], "msg": "..."}]}`. */
function fieldIssues(detail: unknown): string {
  if (!Array.isArray(detail)) return "";
  const issues = detail.filter(isObject).map(({ loc, msg }) => {
    const path = Array.isArray(loc) ? loc.filter((part) => part !== "body").join(".") : "";
    return path === "" ? String(msg) : `${path}: ${msg}`;
  });
  return issues.join("; ");
}

/** Takes credentials and hosts out of text that came from an upstream. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets)
    if (secret.length >= 4 && clean.includes(secret)) clean = clean.replaceAll(secret, "[redacted]");
  return clean.replace(/\b(?:sk|pk|gsk|xai|nvapi|hf|r8)[-_][A-Za-z0-9_-]{16,}/g, "[redacted]");
}

/** What the client hears after every attempt failed. */
export function exhausted(failures: readonly { failure: Failure; providerId: string }[], model: string): GatewayError {
  if (failures.length === 0) {
    return new GatewayError({
      status: 502,
      type: "server_error",
      code: "upstream_credentials_exhausted",
      message: `No attempt could be made for '${model}': every credential for it is switched off. The operator sees why in the dashboard.`,
      headers: { "x-should-retry": "false" },
    });
  }
  const all = (...kinds: FailureKind[]) => failures.every(({ failure: { kind } }) => kinds.includes(kind));
  const last = failures.at(-1);
  const attempts = failures.length === 1 ? "The only attempt failed" : `All ${failures.length} attempts failed`;
  const tail = last === undefined ? "" : ` The last, at '${last.providerId}': ${sentence(last.failure)}`;
  const headers = { "x-should-retry": "false" };
  if (all("rate_limit")) {
    const waits = failures.map(({ failure: { retryAfterMs } }) => retryAfterMs ?? 30_000);
    const seconds = Math.max(1, Math.ceil(Math.min(...waits) / 1000));
    return new GatewayError({
      status: 429,
      type: "rate_limit_error",
      code: "rate_limit_exceeded",
      message: `${attempts}: every provider of '${model}' is rate-limited. Try again in ${seconds} s.`,
      headers: { ...headers, "retry-after": String(seconds) },
    });
  }
  if (all("timeout")) {
    return new GatewayError({
      status: 504,
      type: "server_error",
      code: "upstream_timeout",
      message: `${attempts}: no provider of '${model}' answered in time.${tail}`,
      headers,
    });
  }
  if (all("model_not_found")) {
    return new GatewayError({
      status: 404,
      type: "invalid_request_error",
      code: "model_not_found",
      message: `${attempts}: no provider knows the model '${model}'.${tail}`,
      param: "model",
      headers,
    });
  }
  if (all("credential", "quota")) {
    return new GatewayError({
      status: 502,
      type: "server_error",
      code: "upstream_credentials_exhausted",
      message: `${attempts}: every credential for '${model}' was rejected or is out of quota. The operator sees which in the dashboard.`,
      headers,
    });
  }
  return new GatewayError({
    status: 502,
    type: "server_error",
    code: "upstream_error",
    message: `${attempts} for '${model}'.${tail}`,
    headers,
  });
}

const sentence = ({ status, message }: Failure) =>
  `${status === null ? "" : `HTTP ${status}, `}${message.slice(0, 300)}${/[.!?]$/.test(message) ? "" : "."}`;

/** The body of a client error, as the upstream gave it where it is of the client's format, else in the surface's shape. */
export function clientErrorBody(
  problem: Failure,
  dialect: Dialect,
  requestId: string,
  speaksOpenAi: boolean,
): JsonObject {
  if (isObject(problem.native?.error)) return problem.native;
  if (
    speaksOpenAi &&
    problem.body !== null &&
    isObject(problem.body.error) &&
    typeof problem.body.error.message === "string"
  ) {
    const { error, ...rest } = problem.body;
    return { ...rest, error: { param: null, code: null, type: "invalid_request_error", ...error } };
  }
  return dialect.error(asGatewayError(problem), requestId);
}

export function asGatewayError(problem: Failure): GatewayError {
  const status = problem.status ?? 400;
  const { param, details } = isObject(problem.body?.error) ? problem.body.error : {};
  return new GatewayError({
    status,
    type: "invalid_request_error",
    code: status === 413 ? "request_too_large" : "invalid_request_error",
    message: problem.message,
    param: typeof param === "string" ? param : null,
    details: isObject(details) ? details : null,
  });
}
