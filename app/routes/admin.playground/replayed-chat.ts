import { type ChatSettings, defaultSettings, type ToolCall } from "./chat-request";

// A chat request in OpenAI's shape as the playground's settings and turns.

type ReplayedTurn =
  | { role: "user"; content: string; images: string[] }
  | { role: "assistant"; content: string; reasoning: string; toolCalls: ToolCall[] }
  | { role: "tool"; callId: string; name: string; content: string };

export interface ReplayedChat {
  settings: Partial<ChatSettings>;
  turns: ReplayedTurn[];
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

export function replayedChat(body: Fields): ReplayedChat {
  const messages = listOf(body.messages);
  const isSystem = ({ role }: Fields) => role === "system" || role === "developer";
  const names = new Map<string, string>();
  const turns = messages.flatMap((message): ReplayedTurn[] => {
    if (message.role === "user")
      return [{ role: "user", content: wordsOf(message.content), images: imagesOf(message.content) }];
    if (message.role === "assistant") {
      const toolCalls = listOf(message.tool_calls).map(callOf);
      for (const { id, name } of toolCalls) names.set(id, name);
      const reasoning = textOf(message.reasoning_content);
      return [{ role: "assistant", content: wordsOf(message.content), reasoning, toolCalls }];
    }
    if (message.role !== "tool") return [];
    const callId = textOf(message.tool_call_id);
    return [{ role: "tool", callId, name: names.get(callId) ?? "", content: wordsOf(message.content) }];
  });
  const system = messages.filter(isSystem).map(({ content }) => wordsOf(content));
  return { settings: { ...settingsOf(body), system: system.join("\n\n") }, turns };
}

function settingsOf(body: Fields): Partial<ChatSettings> {
  const { tools, response_format: format } = body;
  const schema = isFields(format) && isFields(format.json_schema) ? format.json_schema.schema : undefined;
  const functions = listOf(tools).filter(({ type }) => type === "function");
  return {
    temperature: numberOf(body.temperature),
    topP: numberOf(body.top_p),
    maxTokens: numberOf(body.max_completion_tokens) ?? numberOf(body.max_tokens),
    tools: functions.length > 0 ? JSON.stringify(functions, null, 2) : "",
    format: !isFields(format) || format.type === "text" ? "text" : schema === undefined ? "json" : "schema",
    schema: schema === undefined ? defaultSettings.schema : JSON.stringify(schema, null, 2),
  };
}

function callOf(call: Fields): ToolCall {
  const made = isFields(call.function) ? call.function : {};
  return { id: textOf(call.id), name: textOf(made.name), arguments: textOf(made.arguments) };
}

function wordsOf(content: unknown): string {
  if (typeof content === "string") return content;
  return listOf(content)
    .map(({ text }) => textOf(text))
    .filter((text) => text !== "")
    .join("\n");
}

const imagesOf = (content: unknown): string[] =>
  listOf(content).flatMap(({ image_url: image }) => {
    const url = isFields(image) ? image.url : null;
    return typeof url === "string" && /^(?:data:image\/|https:\/\/)/.test(url) ? [url] : [];
  });
