import type { ServerResponse } from "node:http";
import { asksForJson, events, json, pieces, say } from "./brain";

interface Body {
  stream?: boolean;
  texts?: string[];
  messages: { role: string; content?: string }[];
  tools?: { function: { name: string } }[];
  response_format?: object;
  thinking?: { type: string };
}

const usage = {
  billed_units: { input_tokens: 1, output_tokens: 1 },
  tokens: { input_tokens: 11, output_tokens: 3 },
  cached_tokens: 6,
};

export function answerCohere(path: string, body: Body, response: ServerResponse): unknown {
  if (path.endsWith("/embed"))
    return json(response, 200, { id: "e", embeddings: { float: body.texts?.map((_, place) => [place, 0.5]) } });
  const { messages } = body;
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "assistant") + 1);
  const said = say(
    {
      results: since.filter(({ role }) => role === "tool").map(({ content }) => String(content)),
      tools: (body.tools ?? []).map(({ function: { name } }) => name),
      schema: body.response_format !== undefined || asksForJson(messages),
      thinks: body.thinking?.type === "enabled",
    },
    messages.length,
  );
  const tool_calls = said.calls.map(({ id, name, input }) => ({
    id,
    type: "function",
    function: { name, arguments: JSON.stringify(input) },
  }));
  const called = tool_calls.length > 0;
  const finish_reason = called ? "TOOL_CALL" : "COMPLETE";
  const thinking = said.thought === "" ? [] : [{ type: "thinking", thinking: said.thought }];
  const text = said.text === "" ? [] : [{ type: "text", text: said.text }];
  if (body.stream !== true)
    return json(response, 200, {
      id: "c1",
      message: { role: "assistant", content: [...thinking, ...text], ...(called ? { tool_calls } : {}) },
      finish_reason,
      usage,
    });
  const message = (type: string, value: object, index = 0) => ({ type, index, delta: { message: value } });
  return events(response, [
    { type: "message-start", id: "c1" } as { type: string },
    ...thinking.map(({ thinking: thought }) => message("content-delta", { content: { thinking: thought } })),
    ...tool_calls.flatMap((call, index) => [
      message("tool-call-start", { tool_calls: { ...call, function: { ...call.function, arguments: "" } } }, index),
      ...pieces(call.function.arguments).map((piece) =>
        message("tool-call-delta", { tool_calls: { function: { arguments: piece } } }, index),
      ),
      message("tool-call-end", {}, index),
    ]),
    ...pieces(said.text).map((piece) => message("content-delta", { content: { text: piece } }, 1)),
    { type: "message-end", delta: { finish_reason, usage } } as { type: string },
  ]);
}
