import { badRequest } from "../errors";
import { boolean, checkFields, type FieldCheck, integer, type JsonObject, string } from "./fields";
import { sampling } from "./sampling";

// The legacy text completion request: https://platform.openai.com/docs/api-reference/completions/create

const any = Number.MAX_SAFE_INTEGER;

const checks: Record<string, FieldCheck> = {
  ...sampling,
  best_of: integer(1, 128),
  max_tokens: integer(0, any),
  echo: boolean,
  suffix: string,
  logprobs: integer(0, 5),
};

export function checkCompletionRequest(body: JsonObject): void {
  if (body.prompt === undefined || body.prompt === null)
    throw badRequest("Missing required parameter: 'prompt'.", "prompt");
  checkTextOrTokens(body.prompt, "prompt");
  checkFields(body, checks);
}

/** A string, strings, token ids, or lists of token ids, as completions and embeddings take them. */
export function checkTextOrTokens(value: unknown, name: string): void {
  if (typeof value === "string") return;
  const isTokens = (item: unknown) => Array.isArray(item) && item.every((token) => Number.isInteger(token));
  const fits =
    Array.isArray(value) &&
    value.length > 0 &&
    (value.every((item) => typeof item === "string") || isTokens(value) || value.every((item) => isTokens(item)));
  if (!fits)
    throw badRequest(
      `Invalid value for '${name}': expected a string, an array of strings, or arrays of token ids.`,
      name,
    );
}
