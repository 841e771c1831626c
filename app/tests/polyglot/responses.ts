import type { ServerResponse } from "node:http";
import { events, json, pieces, say } from "./brain";

interface Item {
  type?: string;
  output?: unknown;
}

interface Body {
  model: string;
  stream?: boolean;
  input: string | Item[];
  tools?: { name: string }[];
  text?: { format?: { type: string } };
  reasoning?: object;
}

const usage = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 6 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 1 },
  total_tokens: 14,
};

export function answerResponses(_path: string, body: Body, response: ServerResponse): unknown {
  const items = typeof body.input === "string" ? [] : body.input;
  const since = items.slice(items.findLastIndex(({ type }) => type === "function_call") + 1);
  const said = say(
    {
      results: since.filter(({ type }) => type === "function_call_output").map(({ output }) => String(output)),
      tools: (body.tools ?? []).map(({ name }) => name),
      schema: body.text?.format?.type.startsWith("json") === true,
      thinks: body.reasoning !== undefined,
    },
    items.length,
  );
  const summary = [{ type: "summary_text", text: said.thought }];
  const content = [{ type: "output_text", text: said.text, annotations: [] }];
  const output: Output[] = [
    ...(said.thought === "" ? [] : [{ id: "rs_1", type: "reasoning", summary, encrypted_content: "ZW5j" }]),
    ...(said.text === "" ? [] : [{ id: "msg_1", type: "message", role: "assistant", status: "completed", content }]),
    ...said.calls.map(({ id, name, input }) => ({
      id: `fc_${id}`,
      type: "function_call",
      call_id: id,
      name,
      arguments: JSON.stringify(input),
      status: "completed",
    })),
  ];
  const whole = { id: "resp_1", object: "response", created_at: 1, status: "completed", model: body.model, usage };
  const done = { ...whole, error: null, incomplete_details: null, output };
  if (body.stream !== true) return json(response, 200, done);
  const list = [
    { type: "response.created", response: { ...done, status: "in_progress", output: [], usage: null } },
    ...output.flatMap((item, place) => eventsOf(item, said, place)),
    { type: "response.completed", response: done },
  ];
  return events(
    response,
    list.map((event, sequence_number) => ({ ...event, sequence_number })),
  );
}

interface Output {
  id: string;
  type: string;
  arguments?: string;
  [field: string]: unknown;
}

function eventsOf(item: Output, { thought, text }: { thought: string; text: string }, output_index: number) {
  const at = { item_id: item.id, output_index };
  const empty = { reasoning: { summary: [] }, message: { content: [] }, function_call: { arguments: "" } }[item.type];
  const inner: { type: string }[] = [];
  const add = (type: string, more: object) => inner.push({ type: `response.${type}`, ...at, ...more });
  if (item.type === "reasoning") {
    add("reasoning_summary_part.added", { summary_index: 0, part: { type: "summary_text", text: "" } });
    add("reasoning_summary_text.delta", { summary_index: 0, delta: thought });
    add("reasoning_summary_text.done", { summary_index: 0, text: thought });
  } else if (item.type === "message") {
    const part = { type: "output_text", text: "", annotations: [] };
    add("content_part.added", { content_index: 0, part });
    for (const delta of pieces(text)) add("output_text.delta", { content_index: 0, delta });
    add("output_text.done", { content_index: 0, text });
    add("content_part.done", { content_index: 0, part: { ...part, text } });
  } else {
    for (const delta of pieces(item.arguments ?? "")) add("function_call_arguments.delta", { delta });
    add("function_call_arguments.done", { arguments: item.arguments });
  }
  return [
    { type: "response.output_item.added", output_index, item: { ...item, ...empty, status: "in_progress" } },
    ...inner,
    { type: "response.output_item.done", output_index, item },
  ];
}
