import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { chunksOf } from "~/tests/replay";
import { openAiChat } from "../../dialects/openai";

test("a client that offers functions gets a function call from a vendor that knows tools, whole and streamed", async () => {
  const parts = [{ functionCall: { name: "f", args: { a: 1 } } }, { functionCall: { name: "f", args: { a: 2 } } }];
  const answer = { candidates: [{ content: { role: "model", parts }, finishReason: "STOP" }] };
  const google = {
    id: "google",
    adapter: "gemini",
    baseUrl: "https://google.example/v1beta",
    models: ["gemini-2.5-pro"],
    credentials: [{ name: "a", value: "sk-upstream-secret-123" }],
  };
  const gateway = await askedGateway(
    {},
    ({ url }) =>
      url.includes("alt=sse")
        ? new Response(`data: ${JSON.stringify(answer)}\n\n`, { headers: { "content-type": "text/event-stream" } })
        : Response.json(answer),
    { providers: [google] },
  );
  const functions = [{ name: "f", parameters: { type: "object", properties: { a: { type: "integer" } } } }];
  const request = { model: "gemini-2.5-pro", functions, messages: [{ role: "user", content: "q" }] };
  const called = { name: "f", arguments: '{"a":1}' };
  const whole = JSON.parse((await gateway.ask(openAiChat, request)).text);
  expect(whole.choices).toMatchObject([
    { message: { content: null, function_call: called }, finish_reason: "function_call" },
  ]);
  expect(whole.choices[0].message).not.toHaveProperty("tool_calls");
  const { text } = await gateway.ask(openAiChat, { ...request, stream: true });
  const choices = chunksOf(text).flatMap((chunk) => chunk.choices as { delta: object; finish_reason: string | null }[]);
  expect(choices.flatMap(({ delta }) => ("function_call" in delta ? [delta.function_call] : []))).toEqual([called]);
  expect(choices.at(-1)!.finish_reason).toBe("function_call");
  expect(text).not.toContain("tool_calls");
});
