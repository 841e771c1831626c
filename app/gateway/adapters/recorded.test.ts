import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { call, joined, replay, translationOf } from "~/tests/replay";
import { readTranslated, readWhole } from "../attempt/whole-answer";

// What vendors really answered, recorded by others. The recordings are not part of this project: where they are missing,
// the project's own fixtures (contract.test.ts) cover the same cases.

const folder = join(import.meta.dirname, "../../../../shared/fixtures");

/** The adapter that reads a vendor's recordings, by folder. */
const adapters: Record<string, string> = {
  anthropic: "anthropic",
  google: "gemini",
  cohere: "cohere",
  "amazon-bedrock": "bedrock",
  // Azure was recorded over its Responses API.
  azure: "openai-responses",
  openai: "openai",
  "openai-compatible": "openai",
  alibaba: "openai",
  deepseek: "openai",
  groq: "openai",
  mistral: "openai",
  moonshotai: "openai",
  perplexity: "openai",
  xai: "openai",
};

const files = existsSync(folder)
  ? Object.keys(adapters).flatMap((vendor) =>
      readdirSync(join(folder, vendor))
        .filter((name) => !/reranking|embedding|image|completion/.test(name))
        .map((name) => ({ vendor, name, adapter: adapters[vendor]! })),
    )
  : [];
if (files.length === 0) test("the recordings are not here: the project's own fixtures stand in for them", () => {});

/** What a stream's wire carries, framing included. */
function wire(adapter: string, lines: string): string {
  if (adapter === "bedrock") return lines;
  const events = lines.split("\n").filter((line) => line.trim() !== "");
  // Some streams are cut short in the recording; OpenAI's end is added as every one of these vendors sends it.
  const end = ["anthropic", "gemini", "cohere"].includes(adapter) ? "" : "data: [DONE]\n\n";
  return events.map((line) => `data: ${line}\n\n`).join("") + end;
}

for (const { vendor, name, adapter } of files) {
  const text = readFileSync(join(folder, vendor, name), "utf8");
  if (name.endsWith(".json"))
    test(`${vendor}: ${name} is read whole`, () => {
      const translation = translationOf(adapter);
      const whole = translation ? readTranslated(translation, call("chat"), text) : readWhole(call("chat"), text);
      if ("kind" in whole) throw new Error(whole.message);
      const { choices, usage } = JSON.parse(whole.text);
      expect(choices[0].finish_reason).toMatch(/^(?:stop|length|tool_calls|content_filter)$/);
      const { content, tool_calls: calls } = choices[0].message;
      expect((content ?? "").length + (calls ?? []).length).toBeGreaterThan(0);
      for (const each of calls ?? []) expect(JSON.parse(each.function.arguments)).toBeTypeOf("object");
      if (usage) expect(whole.usage!.completionTokens).toBeGreaterThanOrEqual(whole.usage!.reasoningTokens);
    });
  else
    test(`${vendor}: ${name} is the same stream in pieces of every size`, () => {
      const answers = [1, 7, 4096].map((size) => {
        const { chunks, relay } = replay(adapter, wire(adapter, text), size);
        expect(relay.failure).toBeNull();
        const { calls, ...said } = joined(chunks);
        // Ids that the gateway makes differ from one reading to the next.
        return { ...said, calls: calls.map(({ id: _, ...each }) => each) };
      });
      expect(answers[0]!.finish).toMatch(/^(?:stop|length|tool_calls|content_filter)$/);
      expect(answers[0]!.text.length + answers[0]!.calls.length).toBeGreaterThan(0);
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    });
}
