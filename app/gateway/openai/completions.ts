import { badRequest } from "../errors";
import {
  boolean,
  checkFields,
  type FieldCheck,
  integer,
  type JsonObject,
  number,
  object,
  string,
  stringOrStrings,
} from "./fields";

// The legacy text completion request: https://platform.openai.com/docs/api-reference/completions/create

const any = Number.MAX_SAFE_INTEGER;

const checks: Record<string, FieldCheck> = {
  temperature: number(0, 2),
  top_p: number(0, 1),
  n: integer(1, 128),
  best_of: integer(1, 128),
  max_tokens: integer(0, any),
  presence_penalty: number(-2, 2),
  frequency_penalty: number(-2, 2),
  stop: stringOrStrings,
  stream: boolean,
  echo: boolean,
  suffix: string,
  logprobs: integer(0, 5),
  logit_bias: object,
  stream_options: object,
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
