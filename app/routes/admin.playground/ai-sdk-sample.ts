import { typescriptValue } from "./code-parts";
import type { SampleMessage, SamplePart, SampleTool } from "./sample-body";

// The current request for the AI SDK, through its provider for OpenAI-compatible endpoints.
// https://ai-sdk.dev/providers/openai-compatible-providers

export const aiSdkClient = (baseUrl: string, imports: string[]): string[] => [
  'import { createOpenAICompatible } from "@ai-sdk/openai-compatible";',
  `import { ${imports.toSorted().join(", ")} } from "ai";`,
  "",
  "const gateway = createOpenAICompatible({",
  '  name: "gateway",',
  `  baseURL: "${baseUrl}",`,
  "  apiKey: process.env.GATEWAY_API_KEY,",
  "});",
  "",
];

/** `code` are fields whose values are code. */
export function aiSdkCall(name: string, code: Record<string, string>, values: Record<string, unknown>): string {
  const lines = [
    ...Object.entries(code),
    ...Object.entries(values).map(([field, value]) => [field, typescriptValue(value)]),
  ];
  return `${name}({\n${lines.map(([field, value]) => `  ${field}: ${value?.replaceAll("\n", "\n  ")},`).join("\n")}\n})`;
}

/** Fields of a request body that the SDK has no name for go through `providerOptions`. */
export const throughOptions = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.keys(fields).length > 0 ? { providerOptions: { gateway: fields } } : {};

/** `body` is what the playground sends to /v1/chat/completions. */
export function aiSdkSample(baseUrl: string, body: Record<string, unknown>): string {
  const stream = Boolean(body.stream);
  const messages = body.messages as SampleMessage[];
  const tools = (body.tools ?? []) as SampleTool[];
  const system = messages.find(({ role }) => role === "system")?.content;
  const format = body.response_format as { type: string; json_schema?: { schema: unknown } } | undefined;
  const names = new Map(
    messages.flatMap(({ tool_calls = [] }) => tool_calls.map((call) => [call.id, call.function.name] as const)),
  );
  const imports = [
    stream ? "streamText" : "generateText",
    ...(tools.length > 0 ? ["tool"] : []),
    ...(tools.length > 0 || format?.json_schema ? ["jsonSchema"] : []),
    ...(format ? ["Output"] : []),
  ];
  const code = {
    model: `gateway(${JSON.stringify(body.model)})`,
    ...(tools.length > 0 ? { tools: toolsCode(tools) } : {}),
    ...(format
      ? {
          output: format.json_schema
            ? `Output.object({ schema: jsonSchema(${typescriptValue(format.json_schema.schema)}) })`
            : "Output.json()",
        }
      : {}),
  };
  const call = aiSdkCall(stream ? "streamText" : "await generateText", code, {
    ...(system ? { instructions: system } : {}),
    ...(body.temperature === undefined ? {} : { temperature: body.temperature }),
    ...(body.top_p === undefined ? {} : { topP: body.top_p }),
    ...(body.max_tokens === undefined ? {} : { maxOutputTokens: body.max_tokens }),
    messages: messages.filter(({ role }) => role !== "system").map((message) => sdkMessage(message, names)),
    ...throughOptions(body.provider === undefined ? {} : { provider: body.provider }),
  });
  const print = stream
    ? ["for await (const text of result.textStream) process.stdout.write(text);"]
    : ["console.log(result.text);"];
  return [...aiSdkClient(baseUrl, imports), `const result = ${call};`, ...print].join("\n");
}

const toolsCode = (tools: SampleTool[]): string =>
  `{\n${tools
    .map(({ function: { name, description, parameters } }) => {
      const said = description ? `description: ${JSON.stringify(description)}, ` : "";
      return `  ${JSON.stringify(name)}: tool({ ${said}inputSchema: jsonSchema(${JSON.stringify(parameters ?? { type: "object" })}) }),`;
    })
    .join("\n")}\n}`;

function sdkMessage({ role, content, tool_calls, tool_call_id }: SampleMessage, names: Map<string, string>) {
  if (role === "tool") {
    const toolName = names.get(tool_call_id ?? "") ?? "";
    const output = { type: "text", value: content };
    return { role, content: [{ type: "tool-result", toolCallId: tool_call_id, toolName, output }] };
  }
  if (!tool_calls && typeof content === "string") return { role, content };
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []).map(sdkPart);
  const calls = (tool_calls ?? []).map((call) => ({
    type: "tool-call",
    toolCallId: call.id,
    toolName: call.function.name,
    input: readArguments(call.function.arguments),
  }));
  return { role, content: [...parts, ...calls] };
}

const sdkPart = (part: SamplePart) => (part.type === "text" ? part : { type: "image", image: part.image_url.url });

function readArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
