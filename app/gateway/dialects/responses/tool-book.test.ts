import { expect, test } from "vitest";
import { mark, parse } from "~/tests/responses-events";
import { responsesRequests } from "~/tests/surface-requests";
import type { JsonObject } from "../../openai/fields";
import { noUsage } from "../../openai/usage";

// Tools as Codex sends them: in namespaces, searched for, added by an item of the input.

const { read, chat } = responsesRequests;

const parameters = { type: "object", properties: { target: { type: "string" } } };
const tool = (name: string, more: JsonObject = {}) => ({
  type: "function",
  name,
  description: name,
  parameters,
  ...more,
});
const agents = (...tools: JsonObject[]) => ({ type: "namespace", name: "agents_v1", description: "Agents.", tools });
const search = { type: "tool_search", execution: "client", description: "Finds tools.", parameters };
const deferred = { defer_loading: true };

const namesOf = (body: JsonObject) =>
  ((chat(body).tools ?? []) as { function: { name: string } }[]).map((each) => each.function.name);

/** The items that come of calls of chat's functions, and the types of the events they come in. */
function answered(body: JsonObject, ...calls: { name: string; arguments: string }[]) {
  const writer = read({ input: "hi", ...body }).surface!.writer();
  const tool_calls = calls.map((made, index) => ({ index, id: `call_${index}`, type: "function", function: made }));
  const text = writer.chunk({ choices: [{ index: 0, delta: { tool_calls }, finish_reason: "tool_calls" }] });
  const events = parse(text + writer.closing(noUsage));
  return { events: events.map(({ type }) => type), output: events.at(-1)!.response.output };
}

test("functions of a namespace have its name before theirs, and come back as the client knows them", () => {
  const tools = [tool("close"), agents(tool("close"), { type: "custom", name: "note" }), tool("agents_v1__close")];
  expect(namesOf({ tools })).toEqual(["close", "agents_v1__close", "agents_v1__note", "agents_v1__close_"]);
  expect(chat({ tools }).tools).toMatchObject([{}, { function: { description: "close", parameters } }, {}, {}]);
  const { output } = answered(
    { tools },
    { name: "agents_v1__close", arguments: '{"target":"a"}' },
    { name: "agents_v1__note", arguments: '{"input":"b"}' },
    { name: "agents_v1__close_", arguments: "{}" },
  );
  const own = { type: "function_call", status: "completed" };
  expect(output.map(({ id: _id, ...item }) => item)).toEqual([
    { ...own, call_id: "call_0", name: "close", namespace: "agents_v1", arguments: '{"target":"a"}' },
    { ...own, type: "custom_tool_call", call_id: "call_1", name: "note", namespace: "agents_v1", input: "b" },
    { ...own, call_id: "call_2", name: "agents_v1__close", arguments: "{}" },
  ]);
  const [kept] = output;
  const input = [kept, { type: "function_call_output", call_id: "call_0", output: "closed" }];
  expect(chat({ tools, input }).messages).toMatchObject([
    { tool_calls: [{ id: "call_0", function: { name: "agents_v1__close" } }] },
    { role: "tool", tool_call_id: "call_0", content: "closed" },
  ]);
  const choice = { type: "function", name: "close", namespace: "agents_v1" };
  expect(chat({ tools, tool_choice: choice }).tool_choice).toEqual({
    type: "function",
    function: { name: "agents_v1__close" },
  });
});

test("the client's own search is a function whose calls come back as searches; what it found can be called", () => {
  const tools = [tool("run"), agents(tool("close", deferred), tool("list")), search];
  expect(namesOf({ tools })).toEqual(["run", "agents_v1__list", "tool_search"]);
  const { events, output } = answered({ tools }, { name: "tool_search", arguments: '{"query":"close"}' });
  const call = {
    id: `tsc_${mark}o0`,
    type: "tool_search_call",
    call_id: "call_0",
    execution: "client",
    arguments: { query: "close" },
    status: "completed",
  };
  expect(output).toEqual([{ ...call, id: expect.stringMatching(/^tsc_/) }]);
  expect(events.slice(2, -1)).toEqual(["response.output_item.added", "response.output_item.done"]);
  const found = {
    type: "tool_search_output",
    call_id: "call_0",
    execution: "client",
    status: "completed",
    tools: [agents(tool("close", deferred))],
  };
  const input = [{ role: "user", content: "hi" }, call, found];
  expect(namesOf({ tools, input })).toEqual(["run", "agents_v1__list", "tool_search", "agents_v1__close"]);
  expect((chat({ tools, input }).messages as JsonObject[]).slice(1)).toEqual([
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "call_0", type: "function", function: { name: "tool_search", arguments: '{"query":"close"}' } },
      ],
    },
    { role: "tool", tool_call_id: "call_0", content: "The tool 'agents_v1__close' can be called now." },
  ]);
  const none = chat({ tools, input: [call, { ...found, tools: [] }] }).messages as JsonObject[];
  expect(none.at(-1)).toEqual({ role: "tool", tool_call_id: "call_0", content: "No tool was found." });
});

test("of OpenAI's own search nothing is left but that all tools are told", () => {
  const tools = [agents(tool("close", deferred)), { type: "tool_search" }];
  expect(namesOf({ tools })).toEqual(["agents_v1__close"]);
  const input = [
    { role: "user", content: "hi" },
    { type: "tool_search_call", execution: "server", call_id: null, arguments: { paths: ["agents_v1"] } },
    { type: "tool_search_output", execution: "server", call_id: null, tools: [agents(tool("close", deferred))] },
  ];
  expect(chat({ tools, input }).messages).toEqual([{ role: "user", content: "hi" }]);
});

test("an item of the input may bring the tools; the namespace of what stands in none is no part of the name", () => {
  const input = [
    {
      type: "additional_tools",
      role: "developer",
      tools: [
        { type: "namespace", name: "functions", tools: [{ type: "custom", name: "exec" }] },
        agents(tool("list")),
      ],
    },
    { role: "user", content: "hi" },
  ];
  expect(namesOf({ input })).toEqual(["exec", "agents_v1__list"]);
  expect(chat({ input }).messages).toEqual([{ role: "user", content: "hi" }]);
  const { output } = answered({ input }, { name: "exec", arguments: '{"input":"ls"}' });
  expect(output).toMatchObject([{ type: "custom_tool_call", name: "exec", namespace: "functions", input: "ls" }]);
});

test.each<[string, JsonObject]>([
  ["tools[0].name", { tools: [{ type: "namespace", tools: [] }] }],
  ["tools[0].tools", { tools: [{ type: "namespace", name: "a" }] }],
  ["tools[0].tools[0].name", { tools: [agents({ type: "function" })] }],
  ["input[0].tools", { input: [{ type: "additional_tools", role: "developer" }] }],
])("a wrong %s is a 400 that names it", (param, body) => {
  expect(responsesRequests.refusal(body)).toMatchObject({ status: 400, param });
});

test("a tool in a namespace that only OpenAI has is named", () => {
  expect(read({ input: "hi", tools: [agents({ type: "mcp" })] }).native?.nativeOnly).toMatchObject({
    field: "tools[0].tools[0].type",
  });
});
