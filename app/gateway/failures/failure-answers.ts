import type { Dialect } from "../dialects/dialect";
import { openAiError } from "../dialects/openai-error";
import { contextLengthExceeded, GatewayError } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";
import type { Failure, FailureKind } from "./failure";

// What the client hears of upstreams' failures.

/** What the client hears after every attempt failed. */
export function exhausted(
  failures: readonly { failure: Failure; providerId: string }[],
  model: string,
  late: boolean,
): GatewayError {
  if (failures.length === 0 && late) {
    return new GatewayError({
      status: 504,
      type: "server_error",
      code: "upstream_timeout",
      message: `The time for this request was over before an attempt at '${model}' could be made.`,
    });
  }
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
  // The gateway has tried what there is: SDKs and agents that ask again at once would only do all of it once more.
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
export function clientErrorBody(problem: Failure, dialect: Dialect, requestId: string): JsonObject {
  // Upstreams that took a format over have their own words for a prompt that is too long: clients know the vendor's.
  if (isObject(problem.native?.error) && problem.kind !== "context") return problem.native;
  if (
    (dialect.error === openAiError || dialect.openAiBody !== undefined) &&
    problem.body !== null &&
    isObject(problem.body.error) &&
    typeof problem.body.error.message === "string"
  ) {
    const { error, ...rest } = problem.body;
    const { type, code } = asGatewayError(problem);
    const said = problem.kind === "context" ? { code } : {};
    // What it left out is filled in; what it said, a code of null too, is its own.
    const body = { ...rest, error: { param: null, code, type, ...error, ...said } };
    return dialect.openAiBody?.(body) ?? body;
  }
  return dialect.error(asGatewayError(problem), requestId);
}

export function asGatewayError(problem: Failure): GatewayError {
  const status = problem.status ?? 400;
  const mistake = problem.kind === "context" ? contextLengthExceeded : "invalid_request_error";
  const { param, details } = isObject(problem.body?.error) ? problem.body.error : {};
  return new GatewayError({
    status,
    type: "invalid_request_error",
    code: status === 413 ? "request_too_large" : mistake,
    message: problem.message,
    param: typeof param === "string" ? param : null,
    details: isObject(details) ? details : null,
  });
}
