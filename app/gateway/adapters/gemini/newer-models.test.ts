import { expect, test } from "vitest";
import { builtBody } from "~/tests/adapter-request";
import type { JsonObject } from "../../openai/fields";
import { gemini } from "./adapter";

// What Google's newer models refuse:
// https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/start/get-started-with-gemini-4

const messages = [{ role: "user", content: "Hi" }];
const build = (body: JsonObject, model: string) => builtBody(gemini, { messages, ...body }, model);

test("newer models know no minimal level, those from 4 on neither penalties nor several candidates", () => {
  const config = (body: JsonObject, name: string) => build(body, name).generationConfig;
  for (const name of ["gemini-3.8-flash", "gemini-3.1-pro-preview", "gemini-4-argon", "gemini-flash-latest"])
    for (const reasoning_effort of ["none", "minimal"])
      expect(config({ reasoning_effort }, name)).toMatchObject({ thinkingConfig: { thinkingLevel: "low" } });
  expect(config({ reasoning_effort: "minimal" }, "gemini-3.5-flash-lite")).toMatchObject({
    thinkingConfig: { thinkingLevel: "minimal" },
  });
  const penalties = { presence_penalty: 0.5, frequency_penalty: 0.5, seed: 7 };
  expect(config(penalties, "gemini-4-argon")).toEqual({ seed: 7 });
  expect(config(penalties, "gemini-3.8-flash")).toMatchObject({ presencePenalty: 0.5 });
  expect(() => build({ n: 2 }, "gemini-4-argon")).toThrow(expect.objectContaining({ status: 400, param: "n" }));
  expect(config({ n: 2 }, "gemini-3.8-flash")).toEqual({ candidateCount: 2 });
});
