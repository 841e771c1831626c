import { contextLengthExceeded, type GatewayError } from "../../errors";
import type { JsonObject } from "../../openai/fields";
import { tooLongWords } from "./too-long";

/** By status: https://platform.claude.com/docs/en/api/errors */
const types: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  503: "overloaded_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** The Messages API's error object. `requestId` is that of the header, which its SDK shows with the error. */
export const anthropicError = (error: GatewayError, requestId: string): JsonObject => ({
  type: "error",
  error: {
    type: types[error.status] ?? (error.status < 500 ? "invalid_request_error" : "api_error"),
    message: error.code === contextLengthExceeded ? tooLongWords(error.message) : error.message,
    ...(error.details === null ? {} : { details: error.details }),
  },
  request_id: requestId,
});
