import type { SampleMessage, SamplePart, SampleTool } from "./sample-body";

// The current request for Anthropic's SDK, which the gateway serves at /v1/messages with any model behind it.
// https://docs.anthropic.com/en/api/messages

/** Anthropic's API has no default for it. */
const defaultMaxTokens = 1024;

/** `body` is what the playground sends to /v1/chat/completions; what Anthropic's API has no field for is left out. */
export function anthropicSample(baseUrl: string, body: Record<string, unknown>): string {
  const stream = Boolean(body.stream);
  const json = JSON.stringify(anthropicRequest(body), null, 2).replace(/^(\s+)"([a-z_]+)":/gm, "$1$2:");
  return [
    'import Anthropic from "@anthropic-ai/sdk";',
    "",
    "const client = new Anthropic({",
    `  baseURL: "${baseUrl.replace(/\/v1$/, "")}",`,
    "  apiKey: process.env.GATEWAY_API_KEY,",
    "});",
    "",
    ...(stream
      ? [
          `const stream = client.messages.stream(${json});`,
          'stream.on("text", (text) => process.stdout.write(text));',
          "await stream.finalMessage();",
        ]
      : [`const message = await client.messages.create(${json});`, "console.log(message.content);"]),
  ].join("\n");
}

/** Without `stream`: the SDK sets it by the method that is called. */
export function anthropicRequest(body: Record<string, unknown>): Record<string, unknown> {
  const messages = body.messages as SampleMessage[];
  const system = messages.find((message) => message.role === "system")?.content;
  const format = body.response_format as { json_schema?: { schema: unknown } } | undefined;
  return {
    model: body.model,
    max_tokens: body.max_tokens ?? defaultMaxTokens,
    ...(system ? { system } : {}),
    ...(body.temperature === undefined ? {} : { temperature: body.temperature }),
    ...(body.top_p === undefined ? {} : { top_p: body.top_p }),
    ...(body.tools ? { tools: (body.tools as SampleTool[]).map(anthropicTool) } : {}),
    ...(format?.json_schema
      ? { output_config: { format: { type: "json_schema", schema: format.json_schema.schema } } }
      : {}),
    messages: messages.filter((message) => message.role !== "system").map(anthropicMessage),
  };
}

const anthropicTool = ({ function: { name, description, parameters } }: SampleTool) => ({
  name,
  ...(description ? { description } : {}),
  input_schema: parameters ?? { type: "object" },
});

function anthropicMessage({ role, content, tool_calls, tool_call_id }: SampleMessage) {
  if (role === "tool") return { role: "user", content: [{ type: "tool_result", tool_use_id: tool_call_id, content }] };
  if (!tool_calls && typeof content === "string") return { role, content };
  const blocks = typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []).map(block);
  const calls = (tool_calls ?? []).map((call) => ({
    type: "tool_use",
    id: call.id,
    name: call.function.name,
    input: readArguments(call.function.arguments),
  }));
  return { role, content: [...blocks, ...calls] };
}

function block(part: SamplePart | { type: "text"; text: string }) {
  if (part.type === "text") return part;
  const { url } = part.image_url;
  const [, type, data] = /^data:([^;]+);base64,(.*)$/s.exec(url) ?? [];
  return type
    ? { type: "image", source: { type: "base64", media_type: type, data } }
    : { type: "image", source: { type: "url", url } };
}

function readArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
