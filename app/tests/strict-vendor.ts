import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A mock vendor on loopback that speaks OpenAI's chat and is as strict as OpenAI: a field that it does not know, a tool
 * result without its call, content of a kind it does not take is a 400. It thinks, calls every tool that it is offered
 * (their deltas mixed), and says the results; it describes images and answers with JSON where a schema is asked for.
 */
export interface StrictVendor {
  url: string;
  calls: StrictBody[];
  close(): Promise<void>;
}

interface Message {
  role: string;
  content: string | { type: string; text?: string }[] | null;
  tool_calls?: { id: string; function: { name: string; arguments: string } }[];
  tool_call_id?: string;
}

export interface StrictBody {
  model: string;
  messages: Message[];
  tools?: { function: { name: string } }[];
  stream?: boolean;
  response_format?: { type: string; json_schema?: { schema: object } };
  [field: string]: unknown;
}

const fields = new Set(
  "model messages max_tokens temperature top_p n stop stream stream_options tools tool_choice parallel_tool_calls reasoning_effort response_format user metadata seed presence_penalty frequency_penalty logprobs top_logprobs service_tier".split(
    " ",
  ),
);
const messageFields = new Set(["role", "content", "tool_calls", "tool_call_id", "name"]);
const partFields: Record<string, string> = {
  text: "text",
  image_url: "image_url",
  file: "file",
  input_audio: "input_audio",
};

export async function startStrictVendor(): Promise<StrictVendor> {
  const calls: StrictBody[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as StrictBody;
    calls.push(body);
    if (request.url?.endsWith("/embeddings")) return embed(body, response);
    const problem = check(body);
    if (problem !== null)
      return json(response, 400, {
        error: { message: problem, type: "invalid_request_error", param: null, code: null },
      });
    const said = say(body);
    if (body.stream === true) return stream(said, body.model, response);
    const message = { role: "assistant", content: said.text, reasoning_content: "Thinking.", tool_calls: said.calls };
    return json(response, 200, {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1,
      model: `${body.model}-dated`,
      choices: [{ index: 0, message, finish_reason: said.calls === undefined ? "stop" : "tool_calls" }],
      usage,
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const usage = {
  prompt_tokens: 30,
  completion_tokens: 7,
  total_tokens: 37,
  prompt_tokens_details: { cached_tokens: 10 },
  completion_tokens_details: { reasoning_tokens: 2 },
};

function json(response: ServerResponse, status: number, value: unknown): unknown {
  return response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function embed(body: StrictBody, response: ServerResponse): unknown {
  const unknown = Object.keys(body).find((name) => !["model", "input", "encoding_format", "dimensions"].includes(name));
  if (unknown !== undefined) return json(response, 400, { error: { message: `Unknown parameter: '${unknown}'.` } });
  const inputs = Array.isArray(body.input) ? body.input : [body.input];
  const data = inputs.map((_, index) => ({ object: "embedding", index, embedding: [index, 0.5] }));
  return json(response, 200, { object: "list", data, model: body.model, usage: { prompt_tokens: 4, total_tokens: 4 } });
}

/** What is wrong with a request, in OpenAI's words; null for nothing. */
function check(body: StrictBody): string | null {
  const unknown = Object.keys(body).find((name) => !fields.has(name));
  if (unknown !== undefined) return `Unrecognized request argument supplied: ${unknown}`;
  const open = new Set<string>();
  for (const [index, message] of body.messages.entries()) {
    const field = Object.keys(message).find((name) => !messageFields.has(name));
    if (field !== undefined) return `Unknown parameter: 'messages[${index}].${field}'.`;
    if (message.role === "tool" ? !open.delete(String(message.tool_call_id)) : open.size > 0)
      return `messages[${index}]: tool calls must be followed by their results`;
    for (const call of message.tool_calls ?? []) {
      if (Object.keys(call).some((name) => !["id", "type", "function"].includes(name)))
        return "Unknown parameter of a call";
      open.add(call.id);
    }
    for (const part of Array.isArray(message.content) ? message.content : [])
      if (Object.keys(part).some((name) => name !== "type" && name !== partFields[part.type]))
        return `Unknown parameter: 'messages[${index}].content'.`;
  }
  for (const tool of body.tools ?? [])
    if (Object.keys(tool).some((name) => name !== "type" && name !== "function")) return "Unknown parameter of a tool";
  return null;
}

interface Said {
  text: string | null;
  calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
}

function say(body: StrictBody): Said {
  const last = body.messages.at(-1)!;
  const results = body.messages.slice(body.messages.findLastIndex(({ role }) => role === "assistant") + 1);
  const told = results.filter(({ role }) => role === "tool").map(({ content }) => content);
  if (told.length > 0) return { text: `They say ${told.join(" and ")}.` };
  if (body.tools !== undefined && body.tool_choice !== "none")
    return {
      text: "Let me see.",
      calls: body.tools.map(({ function: { name } }, index) => ({
        id: `call_${body.messages.length}_${index}`,
        type: "function",
        function: { name, arguments: JSON.stringify({ city: `Paris ${index}` }) },
      })),
    };
  if (body.response_format?.type === "json_schema") return { text: '{"city":"Paris"}' };
  const parts = Array.isArray(last.content) ? last.content.map(({ type }) => type) : [];
  return { text: parts.length > 0 ? `I got ${parts.join(", ")}.` : "pong" };
}

/** The answer in pieces; the deltas of the calls take turns. */
function stream({ text, calls }: Said, model: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, finish: string | null = null) =>
    response.write(
      `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: `${model}-dated`, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    );
  send({ role: "assistant", content: "" });
  send({ reasoning_content: "Think" });
  send({ reasoning_content: "ing." });
  for (const piece of (text ?? "").match(/[\s\S]{1,4}/g) ?? []) send({ content: piece, tool_calls: [] });
  calls?.forEach((call, index) => {
    send({ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: "" } }] });
  });
  const rests = (calls ?? []).map((call) => call.function.arguments.match(/[\s\S]{1,5}/g) ?? []);
  for (let round = 0; rests.some((pieces) => round < pieces.length); round++)
    rests.forEach((pieces, index) => {
      if (round < pieces.length) send({ tool_calls: [{ index, function: { arguments: pieces[round] } }] });
    });
  send({}, calls === undefined ? "stop" : "tool_calls");
  response.write(`data: ${JSON.stringify({ id: "chatcmpl-1", choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}
