import type { JsonObject } from "~/gateway/openai/fields";

// One probe for each field of a chat request, with values that are found again on the wire.

export interface Field {
  /** Of the request, over `hi`. */
  asked: JsonObject;
  /** What it adds to; default `hi`. */
  base?: JsonObject;
  /** What must be on the wire, where the field reaches it; texts are looked for in the whole body. */
  trace?: string[];
  /** The field that a 400 names. */
  param?: string;
}

const said = (content: unknown) => ({ messages: [{ role: "user", content }] });
export const hi = said("Hi");
const beside = (part: JsonObject) => said([{ type: "text", text: "Hi" }, part]);
const base64 = Buffer.from("%PDF or what it is").toString("base64");
const words = Buffer.from("the file says tulip").toString("base64");
const address = "https://files.example/a.png";
const part = (asked: JsonObject, ...trace: string[]): Field => ({
  asked: beside(asked),
  trace,
  param: "messages[0].content[1]",
});

const definition = (name: string) => ({
  name,
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
});
const tool = (name: string) => ({ type: "function", function: definition(name) });
const tools = [tool("weather"), tool("clock")];
const withTools = { ...hi, tools };
const chosen = (tool_choice: unknown, ...trace: string[]): Field => ({
  asked: { ...withTools, tool_choice },
  base: withTools,
  trace,
  param: "tools",
});
const callOf = (id: string, name: string) => ({
  id,
  type: "function",
  function: { name, arguments: `{"city":"city of ${id}"}` },
});
const conversation = (results: object[], assistant: object = {}) => ({
  messages: [
    { role: "user", content: "Hi" },
    {
      role: "assistant",
      content: null,
      tool_calls: [callOf("call_one", "weather"), callOf("call_two", "clock")],
      ...assistant,
    },
    ...results,
  ],
  tools,
});
const result = (id: string, content: unknown) => ({ role: "tool", tool_call_id: id, content });
const schema = {
  type: "object",
  properties: { flower: { type: "string" } },
  required: ["flower"],
  additionalProperties: false,
};
const response_format = { type: "json_schema", json_schema: { name: "answer", schema } };
const field = (name: string, value: unknown, ...trace: string[]): Field => ({
  asked: { ...hi, [name]: value },
  trace,
  param: name,
});
const turn = (more: JsonObject) => ({
  messages: [
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hello", ...more },
    { role: "user", content: "Go on" },
  ],
});

export const fields: Record<string, Field | ((signs: string) => Field)> = {
  "`system` messages": {
    asked: { messages: [{ role: "system", content: "rule-one" }, ...hi.messages] },
    trace: ["rule-one"],
  },
  "`developer` messages": {
    asked: { messages: [{ role: "developer", content: "rule-one" }, ...hi.messages] },
    trace: ["rule-one"],
  },
  "images as data": part({ type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } }, base64),
  "images by address": part({ type: "image_url", image_url: { url: address } }),
  "PDF as data": part(
    { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${base64}` } },
    base64,
  ),
  "files of text as data": part({
    type: "file",
    file: { filename: "a.txt", file_data: `data:text/plain;base64,${words}` },
  }),
  "`file_id`": part({ type: "file", file: { file_id: "file-tulip" } }, "file-tulip"),
  "audio input": part({ type: "input_audio", input_audio: { data: base64, format: "mp3" } }, base64),
  "video input": part({ type: "video_url", video_url: { url: `data:video/mp4;base64,${base64}` } }, base64),
  "function tools": { asked: withTools, trace: ["weather", "clock", "city"], param: "tools" },
  "`functions`": {
    asked: { ...hi, functions: [definition("weather")] },
    trace: ["weather"],
    param: "tools",
  },
  "calls in parallel, results in any order": {
    asked: conversation([result("call_two", "noon"), result("call_one", "sun")]),
    base: withTools,
    trace: ["city of call_one", "city of call_two", "noon", "sun"],
    param: "tools",
  },
  "results with images": {
    asked: conversation([
      result("call_one", [{ type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } }]),
      result("call_two", "noon"),
    ]),
    base: conversation([result("call_one", []), result("call_two", "noon")]),
    trace: [base64],
    param: "tools",
  },
  "custom tools": {
    asked: { ...hi, tools: [{ type: "custom", custom: { name: "patch" } }] },
    trace: ["patch"],
    param: "tools",
  },
  "tools of OpenAI's own (`mcp`, ...)": {
    asked: { ...hi, tools: [{ type: "mcp", server_label: "tulip" }] },
    trace: ["tulip"],
    param: "tools",
  },
  "tools of Anthropic's own (`bash_20250124`, ...)": {
    asked: { ...hi, tools: [{ type: "bash_20250124", name: "bash" }] },
    trace: ["bash_20250124"],
    param: "tools",
  },
  "`tool_choice` `required`": chosen("required"),
  "`tool_choice` of a function": chosen({ type: "function", function: { name: "clock" } }, "clock"),
  "`tool_choice` `allowed_tools`": chosen(
    {
      type: "allowed_tools",
      allowed_tools: { mode: "auto", tools: [{ type: "function", function: { name: "clock" } }] },
    },
    "clock",
  ),
  "`tool_choice` `none`": chosen("none"),
  "`parallel_tool_calls` of false": {
    asked: { ...withTools, parallel_tool_calls: false },
    base: withTools,
    param: "tools",
  },
  "`response_format` `json_schema`": field("response_format", response_format, "flower"),
  "`json_schema` beside tools": {
    asked: { ...withTools, response_format },
    base: withTools,
    trace: ["flower"],
    param: "tools",
  },
  "`response_format` `json_object`": field("response_format", { type: "json_object" }),
  "`reasoning_effort`": field("reasoning_effort", "low"),
  "`reasoning` with `max_tokens`": field("reasoning", { max_tokens: 3000 }),
  "`reasoning_details` of its own": (signs) => ({
    asked: turn({ reasoning_details: [{ type: "reasoning.encrypted", data: "c2lnbmVk", format: signs, id: "r" }] }),
    base: turn({}),
    trace: ["c2lnbmVk"],
  }),
  "`reasoning_details` of another vendor": {
    asked: turn({ reasoning_details: [{ type: "reasoning.encrypted", data: "c2lnbmVk", format: "vendor-x" }] }),
    base: turn({}),
    trace: ["c2lnbmVk"],
  },
  "`extra_content` (thought signatures)": {
    asked: turn({ extra_content: { google: { thought_signature: "c2lnbmVk" } } }),
    base: turn({}),
    trace: ["c2lnbmVk"],
  },
  "`max_tokens`": field("max_tokens", 777, "777"),
  "`max_completion_tokens`": field("max_completion_tokens", 777, "777"),
  "`temperature`": field("temperature", 0.625, "0.625"),
  "`top_p`": field("top_p", 0.625, "0.625"),
  "`top_k`": field("top_k", 7),
  "`stop`": field("stop", ["tulip"], "tulip"),
  "`n` above 1": field("n", 2),
  "`seed`": field("seed", 424_242, "424242"),
  "`presence_penalty`": field("presence_penalty", 0.625, "0.625"),
  "`frequency_penalty`": field("frequency_penalty", 0.625, "0.625"),
  "`logprobs`": field("logprobs", true),
  "`top_logprobs`": {
    asked: { ...hi, logprobs: true, top_logprobs: 3 },
    base: { ...hi, logprobs: true },
    param: "logprobs",
  },
  "`logit_bias`": field("logit_bias", { 5: 1 }),
  "`modalities`": field("modalities", ["text", "image"]),
  "`audio`": field("audio", { voice: "alloy", format: "wav" }),
  "`web_search_options`": field("web_search_options", {}),
  "`cache_control` of a part": {
    asked: said([{ type: "text", text: "Hi", cache_control: { type: "ephemeral" } }]),
    base: said([{ type: "text", text: "Hi" }]),
  },
  "`user`": field("user", "tulip", "tulip"),
  "`safety_identifier`": field("safety_identifier", "tulip", "tulip"),
  "`metadata`": field("metadata", { team: "tulip" }, "tulip"),
  "`service_tier` `flex`": field("service_tier", "flex"),
  "`store`": field("store", true),
  "`prediction`": field("prediction", { type: "content", content: "tulip" }, "tulip"),
  "`verbosity`": field("verbosity", "low"),
  "`prompt_cache_key`": field("prompt_cache_key", "tulip", "tulip"),
  "a message's `name`": { asked: { messages: [{ role: "user", content: "Hi", name: "tulip" }] }, trace: ["tulip"] },
  "an image's `detail`": {
    asked: beside({ type: "image_url", image_url: { url: `data:image/png;base64,${base64}`, detail: "low" } }),
    base: beside({ type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } }),
  },
  "pictures of the model's earlier turns (`images`)": {
    asked: turn({ images: [{ type: "image_url", image_url: { url: `data:image/png;base64,${base64}` } }] }),
    base: turn({}),
    trace: [base64],
  },
};
