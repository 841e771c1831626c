import { expect, test } from "vitest";
import { openAiChat, openAiCompletions, openAiEmbeddings } from "./openai";

test("the gateway's own fields stay inside; metadata goes on where the API has it", () => {
  const own = { provider: "p", models: ["other"], route: "cheapest", metadata: { team: "red" } };
  const sent = (dialect: typeof openAiChat, body: object) => {
    const call = dialect.read(JSON.stringify({ model: "m", ...body, ...own }));
    expect(call.routing).toMatchObject({ strategy: "cheapest", models: ["other"], metadata: { team: "red" } });
    expect(call.text).toBeNull();
    return Object.keys(call.body).sort();
  };
  const messages = [{ role: "user", content: "x" }];
  expect(sent(openAiChat, { messages })).toEqual(["messages", "metadata", "model"]);
  expect(sent(openAiCompletions, { prompt: "x" })).toEqual(["model", "prompt"]);
  expect(sent(openAiEmbeddings, { input: "x" })).toEqual(["input", "model"]);
});

test("a chat that has metadata alone keeps its text, to be passed on as it came", () => {
  const text = '{"model":"m","messages":[{"role":"user","content":"x"}],"metadata":{"team":"red"}}';
  expect(openAiChat.read(text).text).toBe(text);
});

test("a model's name with half a character, which no address or header can hold, is a 400 that names it", () => {
  const body = JSON.stringify({ model: "m\ud800", messages: [{ role: "user", content: "a" }] });
  expect(() => openAiChat.read(body)).toThrow(expect.objectContaining({ status: 400, param: "model" }));
});

test("an order without a name is none: without fallbacks the first provider stays", () => {
  const body = { model: "m", messages: [{ role: "user", content: "Hi" }] };
  const read = (provider: object) => openAiChat.read(JSON.stringify({ ...body, provider }));
  expect(read({ order: [], allow_fallbacks: false })).toMatchObject({
    routing: { provider: { allowFallbacks: false } },
  });
  expect(read({ order: [] })).not.toHaveProperty("routing.provider.order");
  expect(() => read({ order: "a" })).toThrow(/'provider.order'/);
});
