import Anthropic from "@anthropic-ai/sdk";
import { expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startStrictVendor } from "../strict-vendor";
import { startSuite } from "../suite";

// A coding agent's whole conversation, as Claude Code sends it, with a model that is not Anthropic's behind the gateway.

const { host, gateway, vendor } = await startSuite({ vendor: startStrictVendor });

const cached = { cache_control: { type: "ephemeral" as const } };
const system: Anthropic.TextBlockParam[] = [
  { type: "text", text: "x-anthropic-billing-header: cc_version=2.1.15.3f2; cc_entrypoint=cli; cch=00000;" },
  { type: "text", text: "You are Claude Code, Anthropic's official CLI for Claude.", ...cached },
  { type: "text", text: "# Tone and style\nBe concise.", ...cached },
];
const tool = (name: string, required: string): Anthropic.Tool => ({
  name,
  description: `${name}: see the manual.`,
  input_schema: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: { [required]: { type: "string" } },
    required: [required],
    additionalProperties: false,
  } as Anthropic.Tool.InputSchema,
});
const tools = [tool("Read", "file_path"), { ...tool("Bash", "command"), ...cached }];

for (const [thinking, effort] of [
  [{ type: "enabled", budget_tokens: 31_999 }, "high"],
  [{ type: "adaptive" }, "medium"],
] as const)
  test(`a conversation with tools and ${thinking.type} thinking, counted and streamed turn by turn`, async () => {
    await gateway.configure({
      providers: [
        {
          id: "other",
          adapter: "openai",
          baseUrl: vendor.url,
          credentials: [{ name: "a", value: "sk-x" }],
          models: [{ id: "claude-sonnet-5-5", upstream: "some-coder" }],
        },
      ],
    });
    const client = new Anthropic({
      apiKey: null,
      authToken: clientKey,
      baseURL: host.url,
      maxRetries: 0,
      defaultHeaders: {
        "user-agent": "claude-cli/2.1.15 (external, cli)",
        "x-app": "cli",
        "anthropic-beta": "claude-code-20250219,interleaved-thinking-2025-05-14,fine-grained-tool-streaming-2025-05-14",
      },
    });
    const request = {
      model: "claude-sonnet-5-5",
      max_tokens: 32_000,
      system,
      tools,
      thinking,
      metadata: { user_id: "user_0f_account__session_1a" },
    };
    const messages: Anthropic.MessageParam[] = [
      {
        role: "user",
        content: [
          { type: "text", text: "<system-reminder>Today is Saturday.</system-reminder>" },
          { type: "text", text: "What does this project do?", ...cached },
        ],
      },
    ];
    const before = vendor.calls.length;
    for (let turn = 0; turn < 3; turn++) {
      const { input_tokens: counted } = await client.messages.countTokens({
        model: request.model,
        system,
        tools,
        messages,
      });
      expect(counted).toBeGreaterThan(50);
      const seen: string[] = [];
      const stream = client.messages.stream({ ...request, messages }).on("streamEvent", ({ type }) => seen.push(type));
      const answer = await stream.finalMessage();
      expect(seen[0]).toBe("message_start");
      expect(seen.at(-1)).toBe("message_stop");
      expect(answer.content[0]).toMatchObject({ type: "thinking", thinking: "Thinking." });
      expect(answer.usage).toMatchObject({ input_tokens: 20, cache_read_input_tokens: 10, output_tokens: 7 });
      messages.push({ role: "assistant", content: answer.content });
      const calls = answer.content.filter((block) => block.type === "tool_use");
      if (turn === 1) {
        // The results were told: the agent has its answer, and its user asks on.
        expect(answer.stop_reason).toBe("end_turn");
        messages.push({ role: "user", content: [{ type: "text", text: "And now?", ...cached }] });
        continue;
      }
      expect(answer.stop_reason).toBe("tool_use");
      expect(calls.map(({ name, input }) => [name, input])).toEqual([
        ["Read", { city: "Paris 0" }],
        ["Bash", { city: "Paris 1" }],
      ]);
      messages.push({
        role: "user",
        content: [
          {
            type: "tool_result",
            tool_use_id: calls[0]!.id,
            content: [
              { type: "text", text: "     1→# A gateway" },
              { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
            ],
          },
          { type: "tool_result", tool_use_id: calls[1]!.id, content: "exit 1", is_error: true, ...cached },
          { type: "text", text: "<system-reminder>Go on.</system-reminder>" },
        ],
      });
    }
    const sent = vendor.calls.slice(before);
    expect(sent).toHaveLength(3);
    for (const body of sent) {
      expect(JSON.stringify(body)).not.toMatch(/billing-header|cache_control/);
      expect(body).toMatchObject({
        model: "some-coder",
        max_tokens: 32_000,
        reasoning_effort: effort,
        user: "user_0f_account__session_1a",
        stream: true,
      });
      expect(body.messages[0]).toEqual({
        role: "system",
        content: "You are Claude Code, Anthropic's official CLI for Claude.\n\n# Tone and style\nBe concise.",
      });
    }
    expect(sent[1]!.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool", "tool", "user"]);
    const [row] = await gateway.logs("limit=1");
    expect(row).toMatchObject({ outcome: "success", model: "claude-sonnet-5-5", metadata: request.metadata });
  });
