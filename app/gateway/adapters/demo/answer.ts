import { estimatePromptTokens, estimateTokens } from "../../openai/estimate";
import { isObject, type JsonObject } from "../../openai/fields";
import { sampleOf } from "./sample";

/** A whole chat completion for the request. */
export function answerChat(body: JsonObject) {
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const last = messages.at(-1);
  const promptTokens = estimatePromptTokens(body);
  const called = last?.role === "tool" ? null : toolCall(body);
  const limit = [body.max_completion_tokens, body.max_tokens].find((value) => typeof value === "number") as
    | number
    | undefined;
  const text = called === null ? answerText(body, messages) : null;
  const words = text?.match(/\s*\S+/g) ?? [];
  // One word is one token here, so that a limit shows.
  const cut = limit !== undefined && words.length > limit;
  const content = text === null ? null : cut ? words.slice(0, limit).join("") : text;
  const completionTokens =
    called === null ? Math.min(words.length, limit ?? words.length) : estimateTokens(called.function.arguments);
  return {
    id: `chatcmpl-demo-${hash(JSON.stringify(body.messages ?? "")).toString(36)}`,
    object: "chat.completion",
    created: 1_767_225_600,
    model: String(body.model),
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, ...(called === null ? {} : { tool_calls: [called] }) },
        logprobs: null,
        finish_reason: called !== null ? "tool_calls" : cut ? "length" : "stop",
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

/** A whole legacy completion for the request. */
export function answerCompletion(body: JsonObject) {
  const prompt = typeof body.prompt === "string" ? body.prompt : JSON.stringify(body.prompt);
  const chat = answerChat({ ...body, messages: [{ role: "user", content: prompt }] });
  const choice = chat.choices[0]!;
  return {
    id: chat.id.replace("chatcmpl", "cmpl"),
    object: "text_completion",
    created: chat.created,
    model: chat.model,
    choices: [{ index: 0, text: choice.message.content ?? "", logprobs: null, finish_reason: choice.finish_reason }],
    usage: chat.usage,
  };
}

export function answerEmbeddings(body: JsonObject) {
  const inputs: unknown[] = Array.isArray(body.input) && typeof body.input[0] !== "number" ? body.input : [body.input];
  const dimensions = typeof body.dimensions === "number" ? body.dimensions : 256;
  const tokens = estimatePromptTokens(body);
  return {
    object: "list",
    data: inputs.map((input, index) => {
      const vector = unitVector(typeof input === "string" ? input : JSON.stringify(input), dimensions);
      return {
        object: "embedding",
        index,
        embedding: body.encoding_format === "base64" ? base64(vector) : Array.from(vector),
      };
    }),
    model: String(body.model),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function answerText(body: JsonObject, messages: JsonObject[]): string {
  const format = isObject(body.response_format) ? body.response_format : null;
  if (format?.type === "json_schema" && isObject(format.json_schema))
    return JSON.stringify(sampleOf(format.json_schema.schema));
  if (format?.type === "json_object")
    return JSON.stringify({ provider: "demo", answer: textOf(messages.at(-1)?.content) });
  const last = messages.at(-1);
  if (last?.role === "tool") return `The tool answered: ${textOf(last.content)}`;
  const question = textOf(messages.findLast((message) => message.role === "user")?.content);
  const quoted = question.length > 200 ? `${question.slice(0, 200)}…` : question;
  const chinese = /[\u4e00-\u9fff]/.test(question);
  return chinese
    ? `你好！ 这是 网关 内置的 演示 供应商， 不会 连接 任何 外部 服务。 你说的是： “${quoted}”。 在 “供应商” 页面 添加 真实 的 密钥 后， 同样的 请求 就会 由 真正的 模型 来 回答。`
    : `This is the gateway's built-in demo provider: it answers without calling anyone. You said: "${quoted}". Add a provider with a real key, and the same request is answered by a real model.`;
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isObject(part) && typeof part.text === "string" ? part.text : "")).join("");
}

/** A call of the tool that the request wants, or of its first; null where it wants none. */
function toolCall(body: JsonObject) {
  if (!Array.isArray(body.tools) || body.tool_choice === "none") return null;
  const functions = body.tools
    .filter(isObject)
    .map((tool) => tool.function)
    .filter(isObject);
  const choice =
    isObject(body.tool_choice) && isObject(body.tool_choice.function) ? body.tool_choice.function.name : null;
  const wanted = functions.find((candidate) => candidate.name === choice) ?? functions[0];
  if (wanted === undefined) return null;
  const callArguments = JSON.stringify(sampleOf(wanted.parameters ?? { type: "object" }));
  return {
    id: `call_demo_${hash(String(wanted.name) + callArguments).toString(36)}`,
    type: "function" as const,
    function: { name: String(wanted.name), arguments: callArguments },
  };
}

/** FNV-1a, 32 bits: enough for stable ids and vectors. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

function unitVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  let seed = hash(text) || 1;
  let square = 0;
  for (let index = 0; index < dimensions; index++) {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    vector[index] = (seed >>> 0) / 2 ** 31 - 1;
    square += vector[index]! ** 2;
  }
  const length = Math.sqrt(square) || 1;
  return vector.map((value) => value / length);
}

function base64(vector: Float32Array): string {
  let binary = "";
  for (const byte of new Uint8Array(vector.buffer)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
