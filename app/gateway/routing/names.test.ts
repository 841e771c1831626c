import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { planned, provider, refusal } from "~/tests/planning";
import { openAiChat } from "../dialects/openai";

const messages = [{ role: "user", content: "Hi" }];
const answer = (model: string) => ({
  id: "c1",
  object: "chat.completion",
  created: 1,
  model,
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

const configured = (id: string, model: string) => ({
  id,
  adapter: "openai",
  baseUrl: "https://upstream.example.com/v1",
  credentials: [{ name: "a", value: "sk-upstream-2" }],
  models: [model],
});

test("a client's name never leads out of a provider's own addresses; an operator's list may", () => {
  const providers = [provider("any", { models: [] }), provider("pattern", { models: [{ id: "*" }] })];
  for (const name of ["..", ".", "../secret", "a/../b", "models/..", "./a", "any/../x", "pattern/.."])
    expect([name, refusal({ providers, name })]).toEqual([name, "model_not_found"]);
  for (const name of ["a..b", "...", ".hidden/x", "a.b/c."])
    expect(planned({ providers, name }).map(({ model }) => model)).toEqual([name, name]);
  const listed = [provider("listed", { models: [{ id: "../own" }] })];
  expect(planned({ providers: listed, name: "../own" })).toHaveLength(1);
});

test("no name is taken that is longer than any model's, and none is repeated at length", async () => {
  const providers = [configured("any", "*")];
  const { ask, asked, logRows } = await askedGateway({}, ({ body }) => Response.json(answer(String(body.model))), {
    providers,
  });
  const long = await ask(openAiChat, { model: "x".repeat(3_000_000), messages });
  expect([long.status, JSON.parse(long.text).error.code]).toEqual([404, "model_not_found"]);
  expect(long.text.length).toBeLessThan(1_000);
  expect(asked).toHaveLength(0);
  expect((await ask(openAiChat, { model: "x".repeat(512), messages })).status).toBe(200);
  expect(logRows().map((row) => row.status)).toEqual([404, 200]);
});

test("what an upstream says is its model is kept as far as names go", async () => {
  const { ask, logRows } = await askedGateway({}, () => Response.json(answer("y".repeat(3_000_000))));
  await ask(openAiChat, { model: "m", messages });
  expect(logRows()[0]?.upstream_model).toBe("y".repeat(256));
});

test("the id of a provider may be any letters, and is percent-encoded in the header", async () => {
  const providers = [configured("供应商", "c")];
  const { ask } = await askedGateway({}, () => Response.json(answer("c")), { providers });
  const { status, headers } = await ask(openAiChat, { model: "c", messages });
  expect([status, decodeURIComponent(headers.get("x-gateway-provider") ?? "")]).toEqual([200, "供应商"]);
});
