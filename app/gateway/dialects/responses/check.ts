import { badRequest } from "../../errors";
import {
  array,
  boolean,
  checkFields,
  type FieldCheck,
  integer,
  isObject,
  type JsonObject,
  number,
  object,
  oneOf,
  string,
} from "../../openai/fields";
import { ClientsWords } from "../error-words";

// The request's plain fields: https://platform.openai.com/docs/api-reference/responses/create

const any = Number.MAX_SAFE_INTEGER;

const checks: Record<string, FieldCheck> = {
  instructions: string,
  max_output_tokens: integer(1, any),
  max_tool_calls: integer(1, any),
  temperature: number(0, 2),
  top_p: number(0, 1),
  top_logprobs: integer(0, 20),
  parallel_tool_calls: boolean,
  store: boolean,
  stream: boolean,
  background: boolean,
  tools: array,
  include: array,
  text: object,
  reasoning: object,
  stream_options: object,
  prompt: object,
  user: string,
  safety_identifier: string,
  prompt_cache_key: string,
  prompt_cache_retention: string,
  service_tier: string,
  previous_response_id: string,
  truncation: oneOf("auto", "disabled"),
};

/** Chat's names, which the API refuses: what they ask for would silently not happen. */
const moved: Record<string, string> = {
  messages: "input",
  max_tokens: "max_output_tokens",
  max_completion_tokens: "max_output_tokens",
  response_format: "text.format",
  reasoning_effort: "reasoning.effort",
  verbosity: "text.verbosity",
};

const reasoningChecks: Record<string, FieldCheck> = {
  "reasoning.effort": oneOf("none", "minimal", "low", "medium", "high", "xhigh", "max"),
  "reasoning.summary": oneOf("auto", "concise", "detailed"),
  "reasoning.generate_summary": oneOf("auto", "concise", "detailed"),
};

/** Throws a 400 that names the first field that is wrong; input and tools are read elsewhere. */
export function checkResponsesRequest(body: JsonObject): void {
  for (const name in body) {
    if (!Object.hasOwn(moved, name)) continue;
    const now = moved[name];
    throw new ClientsWords({
      status: 400,
      type: "invalid_request_error",
      code: "invalid_request_error",
      message: `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${now}'.`,
      param: name,
    });
  }
  checkFields(body, checks);
  if (isObject(body.reasoning)) checkFields(prefixed(body.reasoning, "reasoning"), reasoningChecks);
  if (isObject(body.stream_options))
    checkFields(prefixed(body.stream_options, "stream_options"), { "stream_options.include_obfuscation": boolean });
  if (Array.isArray(body.include))
    for (const [index, entry] of body.include.entries()) string(entry, `include[${index}]`);
  if (isObject(body.text)) checkText(body.text);
  if (body.background === true)
    throw badRequest(
      "Background responses are not supported: the gateway answers while the request is open. Leave 'background' out, and use 'stream' for long answers.",
      "background",
    );
  if (body.previous_response_id !== undefined && body.previous_response_id !== null && hasValue(body.conversation))
    throw badRequest(
      "Mutually exclusive parameters: give 'previous_response_id' or 'conversation', not both.",
      "previous_response_id",
    );
}

function checkText(text: JsonObject): void {
  checkFields(prefixed(text, "text"), { "text.verbosity": oneOf("low", "medium", "high"), "text.format": object });
  const { format } = text;
  if (!isObject(format)) return;
  if (format.type === undefined)
    throw badRequest("Missing required parameter: 'text.format.type'.", "text.format.type");
  oneOf("text", "json_schema", "json_object")(format.type, "text.format.type");
  if (format.type !== "json_schema") return;
  if (format.name === undefined)
    throw badRequest("Missing required parameter: 'text.format.name'.", "text.format.name");
  if (typeof format.name !== "string" || !/^[a-zA-Z0-9_-]{1,64}$/.test(format.name))
    throw badRequest(
      "Invalid value for 'text.format.name': expected up to 64 letters, digits, underscores and dashes.",
      "text.format.name",
    );
  if (format.schema === undefined)
    throw badRequest("Missing required parameter: 'text.format.schema'.", "text.format.schema");
  object(format.schema, "text.format.schema");
  checkFields(prefixed(format, "text.format"), { "text.format.strict": boolean, "text.format.description": string });
}

const prefixed = (fields: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${name}.${field}`, value]));

const hasValue = (value: unknown) => value !== undefined && value !== null;
