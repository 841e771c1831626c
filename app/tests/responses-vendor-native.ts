import type { ServerResponse } from "node:http";
import { type Body, halves, json, refuse, said } from "./responses-vendor-words";

// The half of the mock vendor that has the Responses API alone.

interface Item {
  [field: string]: unknown;
  type?: string;
  role?: string;
}

let answers = 0;

export function answerNative(body: Body, cut: boolean, response: ServerResponse): unknown {
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
