import { badRequest } from "../errors";
import { checkTextOrTokens } from "./completions";
import { checkFields, type FieldCheck, integer, type JsonObject, oneOf } from "./fields";

// The embeddings request: https://platform.openai.com/docs/api-reference/embeddings/create

const checks: Record<string, FieldCheck> = {
  dimensions: integer(1, 65_536),
  encoding_format: oneOf("float", "base64"),
};

export function checkEmbeddingsRequest(body: JsonObject): void {
  if (body.input === undefined || body.input === null)
    throw badRequest("Missing required parameter: 'input'.", "input");
  checkTextOrTokens(body.input, "input");
  if (body.input === "") throw badRequest("Invalid value for 'input': expected a text that is not empty.", "input");
  checkFields(body, checks);
}
