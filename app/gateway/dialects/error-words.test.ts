import { expect, test } from "vitest";
import { badRequest } from "../errors";
import { geminiDialect } from "./gemini/dialect";
import { openAiResponses } from "./responses/dialect";

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
