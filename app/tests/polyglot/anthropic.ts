import type { ServerResponse } from "node:http";
import { asksForJson, events, json, pieces, say } from "./brain";

interface Body {
  model: string;
  max_tokens?: number;
  stream?: boolean;
  system?: unknown;
  messages: { role: string; content: string | { type: string; content?: string }[] }[];
  tools?: { name: string }[];
  thinking?: { type: string };
  output_config?: { format?: object };
}

const answerTool = "answer_with_json";
const usage = { input_tokens: 5, cache_read_input_tokens: 6, cache_creation_input_tokens: 0, output_tokens: 3 };

export function answerAnthropic(_path: string, body: Body, response: ServerResponse): unknown {
  const { messages, tools = [] } = body;
  const isAlternating = messages.every(({ role }, place) => role === (place % 2 === 0 ? "user" : "assistant"));
  if (body.max_tokens === undefined || !isAlternating)
    return json(response, 400, { type: "error", error: { type: "invalid_request_error", message: "not a request" } });
  const last = messages.at(-1)!.content;
  const results = (Array.isArray(last) ? last : []).filter(({ type }) => type === "tool_result");
  const isForced = tools.some(({ name }) => name === answerTool);
  const said = say(
    {
      results: results.map(({ content }) => String(content)),
      tools: tools.map(({ name }) => name).filter((name) => name !== answerTool),
      schema: isForced || body.output_config?.format !== undefined || asksForJson(body.system),
      thinks: body.thinking !== undefined && body.thinking.type !== "disabled",
    },
    messages.length,
  );
  const signature = "c2lnbmVk";
  const blocks = [
    ...(said.thought === "" ? [] : [{ type: "thinking", thinking: said.thought, signature }]),
    ...(said.text === ""
      ? []
      : isForced
        ? [{ type: "tool_use", id: "toolu_answer", name: answerTool, input: JSON.parse(said.text) as object }]
        : [{ type: "text", text: said.text }]),
    ...said.calls.map(({ id, name, input }) => ({ type: "tool_use", id, name, input })),
  ];
  const stop_reason = said.calls.length > 0 || isForced ? "tool_use" : "end_turn";
  const message = { id: "msg_1", type: "message", role: "assistant", model: body.model, stop_sequence: null };
  if (body.stream !== true) return json(response, 200, { ...message, content: blocks, stop_reason, usage });
  return events(response, [
    { type: "message_start", message: { ...message, content: [], stop_reason: null, usage } } as { type: string },
    { type: "ping" },
    ...blocks.flatMap((block, index) => [
      { type: "content_block_start", index, content_block: opened(block) },
      ...deltasOf(block).map((delta) => ({ type: "content_block_delta", index, delta })),
      { type: "content_block_stop", index },
    ]),
    { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: 3 } } as { type: string },
    { type: "message_stop" },
  ]);
}

type Block = { type: string; text?: string; thinking?: string; signature?: string; input?: object };

const opened = (block: Block): Block =>
  block.type === "text"
    ? { type: "text", text: "" }
    : block.type === "thinking"
      ? { type: "thinking", thinking: "", signature: "" }
      : { ...block, input: {} };

function deltasOf({ type, text = "", thinking, signature, input }: Block): object[] {
  if (type === "text") return pieces(text).map((piece) => ({ type: "text_delta", text: piece }));
  if (type === "tool_use")
    return pieces(JSON.stringify(input)).map((piece) => ({ type: "input_json_delta", partial_json: piece }));
  return [
    { type: "thinking_delta", thinking },
    { type: "signature_delta", signature },
  ];
}
