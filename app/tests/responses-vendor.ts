import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

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

interface Body {
  [field: string]: unknown;
  model: string;
  stream?: boolean;
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

const refuse = (response: ServerResponse, status: number, message: string) =>
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ error: { message, type: "mock_error", param: null, code: null } }));

const json = (response: ServerResponse, value: unknown) =>
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

const halves = (text: string) => [text.slice(0, 2), text.slice(2)].filter(Boolean);

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

/** The number of messages shows what history an upstream was given. */
const said = (messages: number) => (messages === 1 ? "pong" : `pong ${messages}`);

interface Item {
  [field: string]: unknown;
  type?: string;
  role?: string;
}

let answers = 0;

function answerNative(body: Body, cut: boolean, response: ServerResponse): unknown {
  const items = (typeof body.input === "string" ? [{ role: "user" }] : body.input) as Item[];
  const strange = items.find(
    ({ type, encrypted_content: sealed }) => type === "reasoning" && sealed !== "sealed by the vendor",
  );
  if (strange !== undefined) return refuse(response, 400, "The encrypted content could not be verified.");
  const tools = (body.tools ?? []) as { type: string; name?: string }[];
  const results = items.filter(({ type }) => type === "function_call_output");
  const reasoning = body.reasoning as { effort?: string } | undefined;
  const text = body.text as { format?: unknown } | undefined;
  const id = `resp_vendor${++answers}`;
  const output: Item[] = [];
  const functions = tools.filter(({ type }) => type === "function");
  if (reasoning?.effort !== undefined)
    output.push({
      type: "reasoning",
      id: `rs_vendor${answers}`,
      summary: [{ type: "summary_text", text: "Let me think." }],
      encrypted_content: "sealed by the vendor",
    });
  if (results.length === 0 && functions.length > 0)
    for (const [index, tool] of functions.entries())
      output.push({
        type: "function_call",
        id: `fc_vendor${answers}_${index}`,
        call_id: `call_${tool.name}_${answers}`,
        name: tool.name,
        arguments: '{"city":"Paris"}',
        status: "completed",
      });
  else {
    const words =
      results.length > 0
        ? `It says ${results.map((item) => item.output).join(" and ")}.`
        : text?.format === undefined
          ? said(items.length)
          : '{"answer":42}';
    const content = [{ type: "output_text", text: words, annotations: [], logprobs: [] }];
    if (tools.some(({ type }) => type === "web_search"))
      output.push({
        type: "web_search_call",
        id: `ws_vendor${answers}`,
        status: "completed",
        action: { type: "search", query: "q" },
      });
    output.push({ type: "message", id: `msg_vendor${answers}`, status: "completed", role: "assistant", content });
  }
  const whole = {
    id,
    object: "response",
    created_at: 1,
    status: "completed",
    error: null,
    incomplete_details: null,
    instructions: body.instructions ?? null,
    model: `${body.model}-native`,
    output,
    parallel_tool_calls: true,
    temperature: 1,
    tool_choice: "auto",
    tools,
    top_p: 1,
    metadata: {},
    vendor_field: "kept",
    usage: {
      input_tokens: 12,
      input_tokens_details: { cached_tokens: 5, cache_write_tokens: 0 },
      output_tokens: 8,
      output_tokens_details: { reasoning_tokens: 2 },
      total_tokens: 20,
    },
  };
  if (body.stream !== true) return json(response, whole);
  response.writeHead(200, { "content-type": "text/event-stream" });
  let sequence = 0;
  const send = (type: string, fields: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`);
  const begun = { ...whole, status: "in_progress", output: [], usage: null };
  send("response.created", { response: begun });
  send("response.in_progress", { response: begun });
  for (const [place, item] of output.entries()) {
    const at = { output_index: place, item_id: item.id };
    if (item.type === "reasoning") {
      send("response.output_item.added", { output_index: place, item: { ...item, summary: [] } });
      const part = { type: "summary_text", text: "" };
      send("response.reasoning_summary_part.added", { ...at, summary_index: 0, part });
      for (const delta of halves("Let me think."))
        send("response.reasoning_summary_text.delta", { ...at, summary_index: 0, delta });
      send("response.reasoning_summary_text.done", { ...at, summary_index: 0, text: "Let me think." });
      send("response.reasoning_summary_part.done", {
        ...at,
        summary_index: 0,
        part: { ...part, text: "Let me think." },
      });
    } else if (item.type === "function_call") {
      send("response.output_item.added", {
        output_index: place,
        item: { ...item, arguments: "", status: "in_progress" },
      });
      for (const delta of halves(String(item.arguments)))
        send("response.function_call_arguments.delta", { ...at, delta });
      send("response.function_call_arguments.done", { ...at, name: item.name, arguments: item.arguments });
    } else if (item.type === "message") {
      const [part] = item.content as { text: string }[];
      send("response.output_item.added", {
        output_index: place,
        item: { ...item, content: [], status: "in_progress" },
      });
      send("response.content_part.added", { ...at, content_index: 0, part: { ...part, text: "" } });
      for (const delta of halves(part!.text)) {
        send("response.output_text.delta", { ...at, content_index: 0, delta, logprobs: [] });
        if (cut) return void setTimeout(() => response.destroy(), 20);
      }
      send("response.output_text.done", { ...at, content_index: 0, text: part!.text, logprobs: [] });
      send("response.content_part.done", { ...at, content_index: 0, part });
    } else send("response.output_item.added", { output_index: place, item });
    send("response.output_item.done", { output_index: place, item });
  }
  send("response.completed", { response: whole });
  return response.end();
}
