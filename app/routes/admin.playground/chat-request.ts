import * as z from "zod/mini";

// What the playground's settings are and what they send: the same body goes to /v1/chat/completions and into "View code".

export const answerFormats = ["text", "json", "schema"] as const;
export type AnswerFormat = (typeof answerFormats)[number];

export interface ChatSettings {
  /** Model or route; empty until one is chosen. */
  model: string;
  system: string;
  /** Null: left to the model. */
  temperature: number | null;
  topP: number | null;
  maxTokens: number | null;
  stream: boolean;
  format: AnswerFormat;
  /** JSON text of a JSON Schema; used where the format is `schema`. */
  schema: string;
  /** JSON text of an array of function tools; empty for none. */
  tools: string;
  failover: boolean;
  /** Goes into the request's headers. */
  skipCache: boolean;
}

export const defaultSettings: ChatSettings = {
  model: "",
  system: "",
  temperature: null,
  topP: null,
  maxTokens: null,
  stream: true,
  format: "text",
  schema: "",
  tools: "",
  failover: true,
  skipCache: true,
};

export interface ToolCall {
  id: string;
  name: string;
  /** JSON text, as the model wrote it. */
  arguments: string;
}

/** One line of the conversation, as far as it is sent. */
export type ChatTurn =
  | { role: "user"; content: string; images?: string[] }
  | { role: "assistant"; content: string; toolCalls?: ToolCall[] }
  | { role: "tool"; callId: string; content: string };

/** In the order in which a person would write the fields; what is left to its default is left out. */
export function chatRequest(settings: ChatSettings, turns: readonly ChatTurn[]): Record<string, unknown> {
  const system = settings.system.trim();
  const tools = readTools(settings.tools);
  const format = responseFormat(settings);
  return {
    model: settings.model,
    messages: [...(system ? [{ role: "system", content: system }] : []), ...messagesOf(turns)],
    ...(settings.temperature === null ? {} : { temperature: settings.temperature }),
    ...(settings.topP === null ? {} : { top_p: settings.topP }),
    ...(settings.maxTokens === null ? {} : { max_tokens: settings.maxTokens }),
    ...(tools && tools.length > 0 ? { tools } : {}),
    ...(format ? { response_format: format } : {}),
    ...(settings.failover ? {} : { provider: { allow_fallbacks: false } }),
    ...(settings.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

function responseFormat({ format, schema }: ChatSettings) {
  if (format === "text") return null;
  const read = format === "schema" ? readSchema(schema) : null;
  return read
    ? { type: "json_schema", json_schema: { name: "answer", strict: true, schema: read } }
    : { type: "json_object" };
}

/** A tool call without its result is refused by every vendor: it is sent only when all calls of its turn have one. */
function messagesOf(turns: readonly ChatTurn[]): Record<string, unknown>[] {
  const answered = new Set(turns.flatMap((turn) => (turn.role === "tool" ? [turn.callId] : [])));
  const sent = new Set<string>();
  return turns.flatMap((turn): Record<string, unknown>[] => {
    if (turn.role === "user") return [{ role: "user", content: userContent(turn) }];
    if (turn.role === "tool") {
      return sent.has(turn.callId) ? [{ role: "tool", tool_call_id: turn.callId, content: turn.content }] : [];
    }
    const calls = turn.toolCalls ?? [];
    if (calls.length === 0 || !calls.every((call) => answered.has(call.id))) {
      return turn.content === "" ? [] : [{ role: "assistant", content: turn.content }];
    }
    for (const call of calls) sent.add(call.id);
    return [
      {
        role: "assistant",
        content: turn.content === "" ? null : turn.content,
        tool_calls: calls.map((call) => ({
          id: call.id,
          type: "function",
          function: { name: call.name, arguments: call.arguments },
        })),
      },
    ];
  });
}

function userContent({ content, images = [] }: { content: string; images?: string[] }) {
  if (images.length === 0) return content;
  return [
    ...(content === "" ? [] : [{ type: "text", text: content }]),
    ...images.map((url) => ({ type: "image_url", image_url: { url } })),
  ];
}

const toolsSchema = z.array(
  z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string().check(z.minLength(1)) }) }),
);
const objectSchema = z.record(z.string(), z.unknown());

/** Null where the text is not an array of function tools; an empty text is none. */
export function readTools(text: string): z.infer<typeof toolsSchema> | null {
  return text.trim() === "" ? [] : readJson(toolsSchema, text);
}

/** Null where the text is not a JSON object. */
export function readSchema(text: string): Record<string, unknown> | null {
  return readJson(objectSchema, text);
}

/** What has to be mended before a request can be sent. */
export function settingsProblem(settings: ChatSettings): "tools" | "schema" | null {
  if (readTools(settings.tools) === null) return "tools";
  return settings.format === "schema" && readSchema(settings.schema) === null ? "schema" : null;
}

function readJson<Schema extends z.ZodMiniType>(schema: Schema, text: string): z.infer<Schema> | null {
  try {
    const { success, data } = z.safeParse(schema, JSON.parse(text));
    return success ? data : null;
  } catch {
    return null;
  }
}
