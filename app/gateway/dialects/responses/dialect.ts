import type { JsonObject } from "../../openai/fields";
import { withExact } from "../../openai/long-numbers";
import type { Call, Dialect, KeptResponses } from "../dialect";
import { bodyInOwnWords, inOwnWords, type OwnNames } from "../error-words";
import { parseBody } from "../json-body";
import { readModel } from "../model-name";
import { openAiError } from "../openai-error";
import { readRoutingOptions } from "../routing-options";
import { echoOf } from "./answer";
import { checkResponsesRequest } from "./check";
import { earlierItems, hasOwnReference, resolveReferences } from "./history";
import { newMark } from "./ids";
import { nativeRequest } from "./native";
import { NativeOnly } from "./native-only";
import { chatRequest } from "./request";
import { largestKept, ResponsesSurface } from "./surface";

// The Responses API as a client surface: https://platform.openai.com/docs/api-reference/responses

/** Fields that an adapter refuses by chat's name. */
const ownNames: OwnNames = {
  messages: "input",
  response_format: "text.format",
  max_tokens: "max_output_tokens",
  max_completion_tokens: "max_output_tokens",
  logprobs: "top_logprobs",
  reasoning_effort: "reasoning.effort",
  verbosity: "text.verbosity",
};

const schemaFields = ["tools", "text"];

const nothing: readonly unknown[] = [];

export const openAiResponses: Dialect = {
  endpoint: "/v1/responses",
  operation: "chat",
  error: (error) => openAiError(inOwnWords(error, ownNames)),
  openAiBody: (body) => bodyInOwnWords(body, ownNames),
  read(text, kept) {
    const body = parseBody(text);
    const { input, previous_response_id: previousId } = body;
    const model = readModel(body);
    checkResponsesRequest(body);
    const builds = typeof previousId === "string";
    if (!builds && !hasOwnReference(input)) return callOf(body, text, model, nothing, null);
    return readHistory(body, text, model, kept, builds ? previousId : null);
  },
};

/** How many tokens a request would have. */
export const openAiResponsesCount: Dialect = {
  ...openAiResponses,
  endpoint: "/v1/responses/input_tokens",
  counted: (tokens) => ({ object: "response.input_tokens", input_tokens: tokens }),
};

async function readHistory(
  body: JsonObject,
  text: string,
  model: string,
  kept: KeptResponses,
  previousId: string | null,
): Promise<Call> {
  const earlier = previousId === null ? nothing : await earlierItems(kept, previousId);
  const input = hasOwnReference(body.input) ? await resolveReferences(kept, body.input) : null;
  return callOf(body, text, model, earlier, input);
}

/** `input`: the request's with references resolved; null where it has none. */
function callOf(
  body: JsonObject,
  text: string,
  model: string,
  earlier: readonly unknown[],
  input: readonly unknown[] | null,
): Call {
  const native = new NativeOnly();
  const exact = withExact(body, text, schemaFields);
  const asked = input === null ? exact : { ...exact, input };
  const chat = chatRequest(asked, earlier, native);
  const store = body.store !== false && text.length <= largestKept;
  const frame = {
    mark: newMark(),
    createdAt: Math.floor(Date.now() / 1000),
    echo: echoOf(exact, store),
    ownTools: chat.ownTools,
  };
  return {
    operation: "chat",
    body: chat.body,
    text: null,
    model,
    stream: body.stream === true,
    includeUsage: false,
    routing: readRoutingOptions(body),
    surface: new ResponsesSurface(frame, asked, store),
    native: {
      ...nativeRequest(exact, text, earlier, input, native.feature),
      ...(chat.namespaces ? { namespaces: true } : {}),
    },
  };
}
