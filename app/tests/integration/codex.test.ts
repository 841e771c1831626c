import { get } from "node:http";
import { expect, test } from "vitest";
import { eventsOf } from "../gateway-client";
import { startStrictVendor } from "../strict-vendor";
import { startSuite } from "../suite";

// What Codex sends turn by turn, its prompts left out, with a model that has no Responses API behind the gateway.

const { host, gateway, vendor } = await startSuite({ vendor: startStrictVendor });

const provider = () => ({
  id: "other",
  adapter: "openai",
  baseUrl: vendor.url,
  credentials: [{ name: "a", value: "sk-x" }],
  models: [
    { id: "gpt-5.5", upstream: "some-coder" },
    { id: "gpt-6-sol", upstream: "some-coder" },
  ],
});

const headers = {
  originator: "codex_exec",
  "user-agent": "codex_exec/0.169.0 (Debian 12.0.0; x86_64) dumb (codex_exec; 0.169.0)",
  accept: "text/event-stream",
  "session-id": "01a20201-c490-7db1-8922-0adf6918ef77",
};
const frame = {
  stream: true,
  tool_choice: "auto",
  parallel_tool_calls: true,
  reasoning: { effort: "medium", summary: "auto" },
  store: false,
  include: ["reasoning.encrypted_content"],
  prompt_cache_key: "01a20201-c490-7db1-8922-0adf6918ef77",
  text: { verbosity: "low" },
  client_metadata: { "x-codex-window-id": "01a20201-c490-7db1-8922-0adf6918ef77:0" },
};
const said = (role: string, text: string) => ({
  type: "message",
  id: "msg_01a20201-c597-7f71-bbda-b49b62dedd93",
  role,
  content: [{ type: "input_text", text }],
});
const input = [said("developer", "You are Codex."), said("user", "What does this project do?")];
const parameters = (field: string) => ({
  type: "object",
  properties: { [field]: { type: "string" } },
  required: [field],
  additionalProperties: false,
});
const exec = { type: "function", name: "exec_command", strict: false, parameters: parameters("cmd") };
const patch = {
  type: "custom",
  name: "apply_patch",
  format: { type: "grammar", syntax: "lark", definition: "start: begin_patch hunk+ end_patch" },
};
const close = {
  type: "function",
  name: "close_agent",
  strict: false,
  defer_loading: true,
  parameters: parameters("target"),
};
const agents = { type: "namespace", name: "multi_agent_v1", description: "Agents.", tools: [close] };
const search = {
  type: "tool_search",
  execution: "client",
  description: "Finds tools.",
  parameters: parameters("query"),
};
const web = { type: "web_search", external_web_access: true, search_content_types: ["text", "image"] };

interface Item {
  type: string;
  call_id?: string;
  name?: string;
  namespace?: string;
  arguments?: unknown;
  input?: string;
}

/** A turn as Codex reads it: the items that were done, up to `response.completed`. */
async function turn(body: object): Promise<Item[]> {
  const answer = await gateway.call("/v1/responses", { ...frame, ...body }, { headers });
  expect(answer.status).toBe(200);
  const events = eventsOf(await answer.text()) as { type: string; item: Item; response: { output: Item[] } }[];
  expect(events.at(-1)).toMatchObject({ type: "response.completed", response: { status: "completed" } });
  return events.filter(({ type }) => type === "response.output_item.done").map(({ item }) => item);
}

const outputsOf = (items: Item[]) =>
  items
    .filter(({ call_id }) => call_id !== undefined)
    .map(({ type, call_id }) =>
      type === "tool_search_call"
        ? { type: "tool_search_output", call_id, status: "completed", execution: "client", tools: [agents] }
        : { type: type.replace("_call", "_call_output"), call_id, output: "done" },
    );

test("it searches for tools in namespaces, finds and calls them, and patches by a grammar", async () => {
  await gateway.configure({ providers: [provider()] });
  const tools = [exec, patch, search, web];
  const first = await turn({ model: "gpt-5.5", input, tools });
  expect(first).toMatchObject([
    { type: "reasoning" },
    { type: "message" },
    { type: "function_call", name: "exec_command", arguments: '{"city":"Paris 0"}' },
    { type: "custom_tool_call", name: "apply_patch", input: "Paris 1" },
    { type: "tool_search_call", execution: "client", arguments: { city: "Paris 2" } },
  ]);
  const second = [...input, ...first, ...outputsOf(first)];
  const told = await turn({ model: "gpt-5.5", input: second, tools });
  expect(told).toMatchObject([{ type: "reasoning" }, { type: "message" }]);
  const sent = vendor.calls.at(-1)!;
  expect(sent.tools!.map(({ function: { name } }) => name)).toEqual([
    "exec_command",
    "apply_patch",
    "tool_search",
    "multi_agent_v1__close_agent",
  ]);
  const third = await turn({ model: "gpt-5.5", input: [...second, ...told, said("user", "Now close them.")], tools });
  expect(third.at(-1)).toMatchObject({ type: "function_call", name: "close_agent", namespace: "multi_agent_v1" });
  const [row] = await gateway.logs("limit=1");
  expect(row).toMatchObject({ outcome: "success", model: "gpt-5.5", upstreamModel: "some-coder-dated" });
});

test("its newer models have their tools in an item of the input", async () => {
  await gateway.configure({ providers: [provider()] });
  const added = {
    type: "additional_tools",
    id: "at_01a20204-a9ea-7660-9abb-1a03b51581e9",
    role: "developer",
    tools: [
      { type: "namespace", name: "functions", description: "", tools: [{ ...patch, name: "exec" }] },
      { ...agents, tools: [{ ...close, defer_loading: false }] },
    ],
  };
  const body = {
    model: "gpt-6-sol",
    parallel_tool_calls: false,
    reasoning: { effort: "medium", context: "all_turns" },
  };
  const first = await turn({ ...body, input: [added, ...input] });
  expect(first.slice(2)).toMatchObject([
    { type: "custom_tool_call", name: "exec", namespace: "functions", input: "Paris 0" },
    { type: "function_call", name: "close_agent", namespace: "multi_agent_v1" },
  ]);
  const last = await turn({ ...body, input: [added, ...input, ...first, ...outputsOf(first)] });
  expect(last).toMatchObject([{ type: "reasoning" }, { type: "message" }]);
});

test("asked for a WebSocket, the gateway says that it has none in the way on which Codex goes on over HTTP", async () => {
  const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const upgrade = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
    const key = { "sec-websocket-key": "WY2dZUtqRNYhiSRDi3WohA==" };
    const request = get(`${host.url}/v1/responses`, { headers: { ...headers, ...upgrade, ...key } }, (response) => {
      let body = "";
      response.on("data", (data: Buffer) => (body += data));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    request.on("error", reject);
  });
  expect(answer.status).toBe(426);
  expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "websocket_not_supported" } });
});
