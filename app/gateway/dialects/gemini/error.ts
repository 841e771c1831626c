import type { GatewayError } from "../../errors";
import type { JsonObject } from "../../openai/fields";

/** By HTTP status: https://cloud.google.com/apis/design/errors#handling_errors */
const words: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  413: "INVALID_ARGUMENT",
  422: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Google's error object, with the field or the pause in its details: https://google.aip.dev/193 */
export function geminiError(error: GatewayError): JsonObject {
  const details: JsonObject[] = [];
  if (error.status === 400 && error.param !== null)
    details.push({
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations: [{ field: error.param, description: error.message }],
    });
  const pause = error.headers["retry-after"];
  if (error.status === 429 && pause !== undefined)
    details.push({ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${pause}s` });
  return {
    error: {
      code: error.status,
      message: error.message,
      status: words[error.status] ?? (error.status < 500 ? "FAILED_PRECONDITION" : "INTERNAL"),
      ...(details.length === 0 ? {} : { details }),
    },
  };
}
