import { anthropicMessages } from "~/gateway/dialects/anthropic/dialect";
import type { Call, KeptResponses } from "~/gateway/dialects/dialect";
import { geminiDialect } from "~/gateway/dialects/gemini/dialect";
import { openAiResponses } from "~/gateway/dialects/responses/dialect";
import type { GatewayError } from "~/gateway/errors";
import type { JsonObject } from "~/gateway/openai/fields";

// Requests of the surfaces whose format is not OpenAI's chat, as their dialects read them: `read` gives the call, `chat` its
// body, `refusal` the error that a body is answered with. What a body leaves out is a short greeting.

function refusalOf(read: () => unknown): GatewayError {
  try {
    read();
  } catch (error) {
    return error as GatewayError;
  }
  throw new Error("the request was taken");
}

const messages = { model: "m", max_tokens: 100, messages: [{ role: "user", content: "hi" }] };
const readMessages = (body: JsonObject, headers: Record<string, string> = {}): Call =>
  anthropicMessages(new Headers(headers)).read(JSON.stringify(body));

export const anthropicRequests = {
  base: messages,
  read: (body: JsonObject, headers?: Record<string, string>): Call => readMessages({ ...messages, ...body }, headers),
  chat: (body: JsonObject): JsonObject => anthropicRequests.read(body).body,
  user: (...content: JsonObject[]) => ({ messages: [{ role: "user", content }] }),
  /** Nothing is filled in. */
  refusal: (body: JsonObject): GatewayError => refusalOf(() => readMessages(body)),
};

const contents = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };

export const geminiRequests = {
  base: contents,
  /** Nothing is filled in. */
  readAs: (method: string, body: JsonObject, query = ""): Call =>
    geminiDialect(`m:${method}`, new URLSearchParams(query)).read(JSON.stringify(body)),
  read: (body: JsonObject): Call => geminiRequests.readAs("generateContent", { ...contents, ...body }),
  chat: (body: JsonObject): JsonObject => geminiRequests.read(body).body,
  /** Nothing is filled in. */
  refusal: (body: JsonObject, method = "generateContent"): GatewayError =>
    refusalOf(() => geminiRequests.readAs(method, body)),
};

export const nothingKept: KeptResponses = { find: async () => null, chain: async () => null };

export const responsesRequests = {
  read: (body: JsonObject): Call => {
    const call = openAiResponses.read(JSON.stringify({ model: "m", ...body }), nothingKept);
    if (call instanceof Promise) throw new Error("nothing to wait for");
    return call;
  },
  chat: (body: JsonObject): JsonObject => responsesRequests.read({ input: "hi", ...body }).body,
  refusal: (body: JsonObject): GatewayError => refusalOf(() => responsesRequests.read({ input: "hi", ...body })),
};
