import { estimatePromptTokens } from "../../openai/estimate";
import { isObject, type JsonObject } from "../../openai/fields";
import { withExact } from "../../openai/long-numbers";
import type { Call, PlainDialect, RoutingOptions } from "../dialect";
import { parseBody } from "../json-body";
import { hasRoutingOptions, readRoutingOptions } from "../routing-options";
import { messageOf } from "./answer";
import { checkMessagesRequest } from "./check";
import { CitedDocuments } from "./citations";
import { anthropicError } from "./error";
import { losesDigits } from "./messages";
import { nativeRequest } from "./native";
import { chatBody } from "./request";
import { ownNames } from "./tool-names";
import { MessageWriter } from "./writer";

// The Messages API as a client surface: https://platform.claude.com/docs/en/api/messages

const schemaFields = ["tools", "output_config", "output_format"];

/** `counts`: the request asks how many tokens it has, and is otherwise the same. */
function messagesDialect(endpoint: string, headers: Headers, counts: boolean): PlainDialect {
  return {
    endpoint,
    operation: "chat",
    error: anthropicError,
    requestIdHeader: "request-id",
    ...(counts ? { counted: (tokens: number) => ({ input_tokens: tokens }) } : {}),
    read(text) {
      const body = parseBody(text);
      checkMessagesRequest(body, counts);
      const routing = routingOf(body);
      const fields = losesDigits(body.messages) ? [...schemaFields, "messages"] : schemaFields;
      const exact = withExact(body, text, fields);
      const chat = chatBody(exact);
      const ownName = ownNames(body.tools);
      const stops = Array.isArray(body.stop_sequences) ? (body.stop_sequences as string[]) : [];
      const documents = new CitedDocuments(body.messages);
      const call: Call = {
        operation: "chat",
        body: chat,
        text: null,
        model: String(body.model),
        stream: !counts && body.stream === true,
        includeUsage: false,
        routing,
        surface: {
          whole: (answer) => messageOf(answer, stops, ownName, documents),
          writer: () => new MessageWriter(stops, () => estimatePromptTokens(chat), ownName, documents),
        },
        native: nativeRequest(exact, text, headers),
      };
      return call;
    },
  };
}

/** `metadata` is the vendor's too: a `user_id` of null says nothing. */
function routingOf(body: JsonObject): RoutingOptions {
  if (!hasRoutingOptions(body)) return readRoutingOptions(body);
  if (!isObject(body.metadata) || body.metadata.user_id !== null) return readRoutingOptions(body);
  const { user_id: _none, ...metadata } = body.metadata;
  return readRoutingOptions({ ...body, metadata });
}

export const anthropicMessages = (headers: Headers) => messagesDialect("/v1/messages", headers, false);
export const anthropicTokenCount = (headers: Headers) => messagesDialect("/v1/messages/count_tokens", headers, true);
