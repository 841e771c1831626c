import { beforeAll, expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { anthropicMessages } from "./dialects/anthropic/dialect";
import type { Dialect } from "./dialects/dialect";
import { geminiDialect } from "./dialects/gemini/dialect";
import { openAiChat } from "./dialects/openai";
import { openAiResponses } from "./dialects/responses/dialect";
import { tooDeep } from "./too-deep";

// Schemas that no stack can follow are the caller's mistake, told by name: not a failure of the provider's.

const credentials = [{ name: "a", value: "sk-upstream-secret-123" }];
const models = { anthropic: "claude-sonnet-4-5", gemini: "gemini-2.5-pro", bedrock: "amazon.nova-lite-v1:0" };

let gateway: Awaited<ReturnType<typeof askedGateway>>;
beforeAll(async () => {
  gateway = await askedGateway({}, () => Response.json({}, { status: 400 }), {
    providers: Object.entries(models).map(([adapter, model]) => ({
      id: adapter,
      adapter,
      baseUrl: `https://${adapter}.example`,
      credentials,
      models: [model],
    })),
  });
});

const deep = `${'{"type":"object","properties":{"a":'.repeat(20_000)}{}${"}}".repeat(20_000)}`;
const requests = (model: string): [dialect: Dialect, text: string, field: string][] => [
  [
    openAiChat,
    `{"model":"${model}","messages":[{"role":"user","content":"a"}],"response_format":{"type":"json_schema","json_schema":{"name":"f","strict":true,"schema":${deep}}}}`,
    "response_format",
  ],
  [
    anthropicMessages(new Headers()),
    `{"model":"${model}","max_tokens":9,"messages":[{"role":"user","content":"a"}],"tools":[{"name":"e","input_schema":{}},{"name":"f","strict":true,"input_schema":${deep}}]}`,
    "tools[1]",
  ],
  [
    geminiDialect(`${model}:generateContent`, new URLSearchParams()),
    `{"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"responseMimeType":"application/json","responseSchema":${deep}}}`,
    "generationConfig",
  ],
  [
    openAiResponses,
    `{"model":"${model}","input":"a","tools":[{"type":"function","name":"f","strict":true,"parameters":${deep}}]}`,
    "tools[0]",
  ],
];

test("a schema that is nested too deeply is a 400 with the field's name, and no provider's failure", async () => {
  for (const model of Object.values(models))
    for (const [dialect, text, field] of requests(model)) {
      const { status, text: answer } = await gateway.ask(dialect, text);
      // Anthropic's own format goes to Anthropic as it came, however deep.
      if (model === models.anthropic && field === "tools[1]") continue;
      expect([status, answer]).toEqual([400, expect.stringContaining(`'${field}'`)]);
    }
  const rows = await gateway.logRows();
  expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(["client_error"]));
});

test("a long chain of definitions is followed, or told in words", async () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 8_000 }, (_, index) => [
      `d${index}`,
      { type: "object", properties: { a: { $ref: `#/$defs/d${index + 1}` } }, additionalProperties: false },
    ]),
  );
  const parameters = { type: "object", properties: { a: { $ref: "#/$defs/d0" } }, additionalProperties: false, $defs };
  const tools = [{ type: "function", function: { name: "f", strict: true, parameters } }];
  gateway.asked.length = 0;
  for (const model of Object.values(models))
    await gateway.ask(openAiChat, { model, messages: [{ role: "user", content: "a" }], tools });
  expect(gateway.asked).toHaveLength(3);
});

test("other errors are left as they are", () => {
  expect(tooDeep(new TypeError("x"), { tools: [] })).toBeNull();
  expect(tooDeep(new RangeError("Maximum call stack size exceeded"), { tools: [{}] })).toBeNull();
});
