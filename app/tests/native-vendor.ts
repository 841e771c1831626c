import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A mock vendor on loopback that speaks Anthropic's and Google's own formats, strict about what makes them different:
 * headers, required fields, alternating turns. It answers "pong", or calls the first tool and then says its result.
 */
export interface NativeVendor {
  /**
   * `status`: answers every call with it. `overloaded`: an error event at the head of each stream. `signs`: signs its tool
   * calls and refuses the next turn unless that very signature comes back.
   */
  url(format: "anthropic" | "gemini", manners?: { status?: number; overloaded?: boolean; signs?: string }): string;
  calls: { path: string; body: Record<string, unknown> }[];
  close(): Promise<void>;
}

interface Said {
  text: string;
  tool: { name: string; input: object } | null;
}

export async function startNativeVendor(): Promise<NativeVendor> {
  const calls: NativeVendor["calls"] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const [, manners = "", format, ...rest] = (request.url ?? "").split("/");
    const body = text === "" ? {} : JSON.parse(text);
    const call = { path: `/${rest.join("/")}`, body };
    calls.push(call);
    const { status, overloaded, signs } = JSON.parse(decodeURIComponent(manners));
    const anthropic = format === "anthropic";
    const secret = anthropic ? request.headers["x-api-key"] : request.headers["x-goog-api-key"];
    const refuse = anthropic ? refuseAnthropic : refuseGemini;
    if (secret !== "sk-native") return refuse(response, 401, "wrong key");
    if (status !== undefined) return refuse(response, status, `mock says ${status}`);
    if (anthropic && request.headers["anthropic-version"] === undefined)
      return refuse(response, 400, "anthropic-version: header is required");
    if (anthropic && call.path === "/messages/count_tokens")
      return body.max_tokens === undefined
        ? json(response, 200, { input_tokens: 42 })
        : refuse(response, 400, "max_tokens: Extra inputs are not permitted");
    if (!anthropic && call.path.endsWith(":countTokens")) return json(response, 200, { totalTokens: 42 });
    if (signs !== undefined && !isSigned(anthropic, body, signs))
      return refuse(response, 400, "messages.1.content.0: Invalid `signature` in `thinking` block");
    return anthropic
      ? answerAnthropic(call.body, { overloaded, signs }, response)
      : answerGemini(call, signs, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    url: (format, manners = {}) => `http://127.0.0.1:${port}/${encodeURIComponent(JSON.stringify(manners))}/${format}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(response: ServerResponse, status: number, value: unknown): unknown {
  return response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

const refuseAnthropic = (response: ServerResponse, status: number, message: string) =>
  json(response, status, {
    type: "error",
    error: { type: status === 529 ? "overloaded_error" : "api_error", message },
  });

const refuseGemini = (response: ServerResponse, status: number, message: string) =>
  json(response, status, {
    error: { code: status, message, status: status === 400 ? "INVALID_ARGUMENT" : "UNAVAILABLE" },
  });

interface MessagesBody {
  model: string;
  max_tokens?: number;
  stream?: boolean;
  messages: { role: string; content: string | { type: string; content?: string }[] }[];
  tools?: { name: string; input_schema: { type: string } }[];
}

/** Every assistant's turn with tool calls carries the vendor's signature, or nothing signed and no thinking is asked. */
function isSigned(anthropic: boolean, body: Record<string, unknown>, signature: string): boolean {
  const text = JSON.stringify(body.messages ?? body.contents ?? []);
  if (!/"tool_use"|"functionCall"/.test(text)) return true;
  if (anthropic && body.thinking === undefined) return !text.includes('"signature"');
  return text.includes(`"${anthropic ? "signature" : "thoughtSignature"}":"${signature}"`);
}

function answerAnthropic(
  body: unknown,
  { overloaded, signs }: { overloaded?: boolean; signs?: string },
  response: ServerResponse,
): unknown {
  const { model, max_tokens: limit, stream, messages, tools } = body as MessagesBody;
  if (limit === undefined) return refuseAnthropic(response, 400, "max_tokens: Field required");
  if (messages.some(({ role }, index) => role !== (index % 2 === 0 ? "user" : "assistant")))
    return refuseAnthropic(response, 400, "messages: roles must alternate");
  if (tools?.some((tool) => tool.input_schema.type !== "object"))
    return refuseAnthropic(response, 400, "tools: input_schema.type must be object");
  const { content } = messages.at(-1)!;
  const result = Array.isArray(content) ? content.find(({ type }) => type === "tool_result") : undefined;
  const said = say(result?.content, tools?.[0]?.name);
  const reason = said.tool === null ? "end_turn" : "tool_use";
  const block =
    said.tool === null ? { type: "text", text: said.text } : { type: "tool_use", id: "toolu_1", ...said.tool };
  const usage = { input_tokens: 5, cache_read_input_tokens: 6, cache_creation_input_tokens: 0, output_tokens: 3 };
  const message = { id: "msg_1", type: "message", role: "assistant", model };
  const thinking = { type: "thinking", thinking: "Let me see.", signature: signs };
  const thought = signs !== undefined && said.tool !== null ? [thinking] : [];
  if (stream !== true)
    return json(response, 200, { ...message, content: [...thought, block], stop_reason: reason, usage });
  const events: { type: string }[] = [
    {
      type: "message_start",
      message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
    } as never,
  ];
  const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
  const opened = said.tool === null ? { type: "text", text: "" } : { ...block, input: {} };
  const deltas = pieces(said).map((piece) =>
    said.tool === null ? { type: "text_delta", text: piece } : { type: "input_json_delta", partial_json: piece },
  );
  events.push(
    ...(overloaded ? [error] : []),
    ...([
      ...thought.flatMap(({ thinking: text, signature }) => [
        { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
        { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: text } },
        { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature } },
        { type: "content_block_stop", index: 0 },
      ]),
      { type: "content_block_start", index: thought.length, content_block: opened },
      ...deltas.map((delta) => ({ type: "content_block_delta", index: thought.length, delta })),
      { type: "content_block_stop", index: thought.length },
      { type: "message_delta", delta: { stop_reason: reason }, usage: { output_tokens: 3 } },
      { type: "message_stop" },
    ] as { type: string }[]),
  );
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  return response.end(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(""));
}

interface GenerateBody {
  contents: { role: string; parts: { functionResponse?: { response: object } }[] }[];
  tools?: { functionDeclarations: { name: string }[] }[];
}

function answerGemini(
  call: { path: string; body: unknown },
  signs: string | undefined,
  response: ServerResponse,
): unknown {
  const { contents, tools } = call.body as GenerateBody;
  if (call.path.includes(":batchEmbedContents")) {
    const { requests } = call.body as { requests: object[] };
    return json(response, 200, { embeddings: requests.map(() => ({ values: [0.5, -0.25] })) });
  }
  if (!contents.every(({ role }) => role === "user" || role === "model"))
    return refuseGemini(response, 400, "Please use a valid role: user, model.");
  const result = contents.at(-1)?.parts.find((part) => part.functionResponse !== undefined)?.functionResponse;
  const said = say(result && JSON.stringify(result.response), tools?.[0]?.functionDeclarations[0]?.name);
  const usageMetadata = {
    promptTokenCount: 11,
    candidatesTokenCount: 2,
    thoughtsTokenCount: 1,
    cachedContentTokenCount: 6,
  };
  const piece = (part: object, finishReason?: string) => ({
    candidates: [{ content: { role: "model", parts: [part] }, index: 0, ...(finishReason ? { finishReason } : {}) }],
    usageMetadata,
    modelVersion: "gemini-mock",
    responseId: "r1",
  });
  const whole =
    said.tool === null
      ? { text: said.text }
      : { functionCall: { name: said.tool.name, args: said.tool.input }, thoughtSignature: signs ?? "c2ln" };
  if (!call.path.includes(":streamGenerateContent?alt=sse")) return json(response, 200, piece(whole, "STOP"));
  const events = said.tool === null ? pieces(said).map((text) => piece({ text })) : [piece(whole)];
  response.writeHead(200, { "content-type": "text/event-stream" });
  return response.end(
    [...events, piece({ text: "" }, "STOP")].map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join(""),
  );
}

function say(result: string | undefined, tool: string | undefined): Said {
  if (result !== undefined) return { text: `It says ${result}.`, tool: null };
  return tool === undefined
    ? { text: "pong", tool: null }
    : { text: "", tool: { name: tool, input: { city: "Paris" } } };
}

/** The answer's text or the tool's input, in pieces of three characters. */
const pieces = ({ text, tool }: Said): string[] =>
  (tool === null ? text : JSON.stringify(tool.input)).match(/[\s\S]{1,3}/g) ?? [];
