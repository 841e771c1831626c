import { expect, test } from "vitest";
import { badRequest, type GatewayError } from "../errors";
import { geminiDialect } from "./gemini/dialect";
import { openAiResponses } from "./responses/dialect";

test("a client that says chat's name to the Responses API hears it, and the new one", () => {
  const nothingKept = { get: () => Promise.resolve(null) };
  const refusal = (field: object) => {
    try {
      openAiResponses.read(JSON.stringify({ model: "m", input: "Hi", ...field }), nothingKept as never);
    } catch (error) {
      return openAiResponses.error(error as GatewayError, "id");
    }
    return null;
  };
  expect(refusal({ max_tokens: 5 })).toMatchObject({
    error: {
      param: "max_tokens",
      message: expect.stringMatching(/'max_tokens'.* moved to 'max_output_tokens'/),
    },
  });
  expect(refusal({ messages: [] })).toMatchObject({ error: { param: "messages" } });
});

test("a field that an adapter refuses is named as its client named it", () => {
  const refused = (param: string) => badRequest(`X does not support '${param}'.`, param);
  const google = geminiDialect("m:generateContent", new URLSearchParams());
  expect(openAiResponses.error(refused("messages[1].content[0]"), "id")).toMatchObject({
    error: { param: "input", message: "X does not support 'input'." },
  });
  expect(openAiResponses.error(refused("logprobs"), "id")).toMatchObject({ error: { param: "top_logprobs" } });
  expect(openAiResponses.error(refused("tools[0].type"), "id")).toMatchObject({ error: { param: "tools[0].type" } });
  expect(JSON.stringify(google.error(refused("messages[0].content[1]"), "id"))).toContain('"field":"contents"');
  expect(JSON.stringify(google.error(refused("n"), "id"))).toContain("generationConfig.candidateCount");
});
