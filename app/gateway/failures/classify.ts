import { isObject, type JsonObject } from "../openai/fields";
import { type Failure, failure } from "./failure";
import { parseLimitReset, parseRetryAfter } from "./retry-after";
import {
  errorBody,
  isQuota,
  isRefusedContent,
  isThrottled,
  isTooLong,
  isUnknownModel,
  quotaWords,
  saysQuota,
} from "./vendor-failures";

// An upstream's refusal, told by its status and its words.

/** An upstream's answer that is not a success. `now` in Unix ms, for Retry-After dates. */
export function classifyStatus(
  status: number,
  headers: { get(name: string): string | null },
  text: string,
  now: number,
): Failure {
  const body = errorBody(text);
  const detail = errorDetail(body, text);
  const retryAfterMs =
    parseRetryAfter(headers, now) ?? retryDelay(body) ?? (status === 429 ? parseLimitReset(headers) : null);
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
  if (isThrottled(status, words)) return failure("rate_limit", detail.code ?? "rate_limit_exceeded", message, more);
  // Some vendors say both with a 400; their adapters put it into the code.
  if (status === 402 || isQuota(status, detail.code) || saysQuota(status, words))
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
  if (isRefusedContent(status, words))
    return failure("client", "content_policy_violation", message, { ...more, status: 400 });
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

/** An error object inside a 200 or inside a stream. */
export function classifyErrorObject(error: unknown): Failure {
  const detail = errorDetail(isObject(error) ? { error } : null, typeof error === "string" ? error : "");
  const words = `${detail.code ?? ""} ${detail.type ?? ""} ${detail.message}`;
  const message = detail.message || "the upstream sent an error without a message";
  if (/insufficient_quota/.test(words) || isQuota(429, detail.code))
    return failure("quota", detail.code ?? "insufficient_quota", message);
  if (/rate_limit|\b429\b/.test(words)) return failure("rate_limit", detail.code ?? "rate_limit_exceeded", message);
  if (detail.code === "invalid_api_key") return failure("credential", detail.code, message);
  return failure("server", detail.code ?? detail.type ?? "upstream_error", message);
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
