import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerNative } from "./responses-vendor-native";
import { type Body, halves, json, refuse, said } from "./responses-vendor-words";

/**
 * A mock vendor on loopback with a brain: `chat` has OpenAI's chat completions alone, `native` the Responses API alone. It
 * answers "pong", thinks where reasoning is asked for, calls every tool and then tells the results, answers a schema with
 * `{"answer":42}`. Manners: `cut` breaks a stream after its first text, `status` answers every call with it.
 */
export interface ResponsesVendor {
  url(format: "chat" | "native", manners?: { cut?: boolean; status?: number }): string;
  calls: { path: string; body: Body }[];
  close(): Promise<void>;
}

interface Thought {
  reasoning: string | null;
  text: string | null;
  tools: string[];
}

export async function startResponsesVendor(): Promise<ResponsesVendor> {
  const calls: ResponsesVendor["calls"] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const [, manners = "", format, ...rest] = (request.url ?? "").split("/");
    const { cut = false, status } = JSON.parse(decodeURIComponent(manners));
    const path = `/${rest.join("/")}`;
    const body = JSON.parse(text) as Body;
    calls.push({ path, body });
    if (status !== undefined) return refuse(response, status, `mock says ${status}`);
    if (request.headers.authorization !== "Bearer sk-mock") return refuse(response, 401, "wrong key");
    if (path !== (format === "chat" ? "/chat/completions" : "/responses")) return refuse(response, 404, "no such path");
    if (body.previous_response_id !== undefined) return refuse(response, 400, "previous response not found");
    return format === "chat" ? answerChat(body, cut, response) : answerNative(body, cut, response);
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

interface Message {
  role: string;
  content: unknown;
  tool_calls?: unknown[];
}

function answerChat(body: Body, cut: boolean, response: ServerResponse): unknown {
  const messages = body.messages as Message[];
  const tools = (body.tools ?? []) as { function: { name: string } }[];
  const lastAsk = messages.findLastIndex(({ role }) => role === "assistant");
  const results = messages.slice(lastAsk + 1).filter(({ role }) => role === "tool");
  const asked = messages.filter(({ role, tool_calls: made }) => role === "assistant" && made !== undefined);
  if (results.length > 0 && asked.length === 0) return refuse(response, 400, "a tool message must follow tool calls");
  const thought: Thought = {
    reasoning: typeof body.reasoning_effort === "string" ? "Let me think." : null,
    text:
      results.length > 0
        ? `It says ${results.map(({ content }) => content).join(" and ")}.`
        : tools.length > 0
          ? null
          : body.response_format === undefined
            ? said(messages.length)
            : '{"answer":42}',
    tools: results.length > 0 ? [] : tools.map((tool) => tool.function.name),
  };
  const usage = {
    prompt_tokens: 11,
    completion_tokens: 7,
    total_tokens: 18,
    prompt_tokens_details: { cached_tokens: 4 },
  };
  const head = { id: "chat-1", created: 1, model: `${body.model}-dated` };
  const calls = thought.tools.map((name, index) => ({
    index,
    id: `call_${name}_${messages.length}`,
    type: "function",
    function: { name, arguments: '{"city":"Paris"}' },
  }));
  const finish = calls.length > 0 ? "tool_calls" : "stop";
  if (body.stream !== true) {
    const message = {
      role: "assistant",
      content: thought.text,
      ...(thought.reasoning === null ? {} : { reasoning_content: thought.reasoning }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    };
    return json(response, {
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, message, finish_reason: finish }],
      usage,
    });
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finishReason: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`,
    );
  send({ role: "assistant", content: "" });
  if (thought.reasoning !== null) for (const piece of halves(thought.reasoning)) send({ reasoning_content: piece });
  for (const piece of halves(thought.text ?? "")) {
    send({ content: piece });
    if (cut) return void setTimeout(() => response.destroy(), 20);
  }
  for (const { function: made, ...call } of calls)
    send({ tool_calls: [{ ...call, function: { ...made, arguments: "" } }] });
  for (let at = 0; at < 2; at++)
    for (const { index, function: made } of calls)
      send({ tool_calls: [{ index, function: { arguments: halves(made.arguments)[at] } }] });
  send({}, finish);
  response.write(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices: [], usage })}\n\n`);
  return response.end("data: [DONE]\n\n");
}
