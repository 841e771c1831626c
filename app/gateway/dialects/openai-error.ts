import type { GatewayError } from "../errors";
import type { JsonObject } from "../openai/fields";

/** OpenAI's error object: https://platform.openai.com/docs/guides/error-codes */
export const openAiError = (error: GatewayError): JsonObject => ({
  error: { message: error.message, type: error.type, param: error.param, code: error.code },
});
