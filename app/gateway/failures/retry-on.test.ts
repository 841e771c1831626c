import { expect, test } from "vitest";
import { askedGateway } from "~/tests/asked-gateway";
import { openAiChat } from "../dialects/openai";
import { failure } from "./failure";
import { goesOn, retryChoices } from "./retry-on";

const spare = {
  id: "spare",
  adapter: "openai",
  priority: 1,
  baseUrl: "https://spare.example.com/v1",
  credentials: [{ name: "b", value: "sk-upstream-secret-456" }],
  models: ["m"],
};
const answered = {
  choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

/** The statuses and the number of upstream calls where the first provider answers so. */
async function ask(settings: Record<string, unknown>, first: () => Response) {
  const { ask, asked } = await askedGateway(
    settings,
    ({ url }) => (url.includes("spare") ? Response.json(answered) : first()),
    { providers: [spare] },
  );
  const { status, text } = await ask(openAiChat, { model: "m", messages: [{ role: "user", content: "Hi" }] });
  return { status, calls: asked.length, code: (JSON.parse(text) as { error?: { code: string } }).error?.code };
}
const refused = (status: number) => () => Response.json({ error: { message: "No" } }, { status });

test("without the setting every failure of the table goes on", async () => {
  for (const status of [408, 409, 425, 429, 500, 503, 529])
    expect(await ask({}, refused(status))).toMatchObject({ status: 200, calls: 2 });
});

test("what is not chosen ends the request with its error; what is goes on", async () => {
  const settings = { retryOn: ["429", "network"] };
  expect(await ask(settings, refused(429))).toMatchObject({ status: 200, calls: 2 });
  expect(await ask(settings, refused(503))).toEqual({ status: 502, calls: 1, code: "upstream_error" });
  expect(await ask(settings, refused(409))).toEqual({ status: 502, calls: 1, code: "upstream_error" });
  expect(await ask(settings, () => new Response(""))).toEqual({ status: 502, calls: 1, code: "upstream_error" });
  expect(await ask({ retryOn: ["5xx"] }, refused(429))).toEqual({
    status: 429,
    calls: 1,
    code: "rate_limit_exceeded",
  });
});

test("a rejected credential, an empty account and an unknown model go on whatever is chosen", async () => {
  for (const status of [401, 402, 403, 404])
    expect(await ask({ retryOn: [] }, refused(status))).toMatchObject({ status: 200, calls: 2 });
});

test("each choice is about its own failures", () => {
  const chosenFor = (problem: Parameters<typeof goesOn>[1]) =>
    retryChoices.filter((choice) => goesOn([choice], problem));
  expect(chosenFor(failure("timeout", "timeout", "late"))).toEqual(["timeout"]);
  expect(chosenFor(failure("network", "reset", "gone"))).toEqual(["network"]);
  expect(chosenFor(failure("server", "overloaded", "busy", { status: 529 }))).toEqual(["5xx"]);
  expect(chosenFor(failure("server", "x", "an error event", { status: 200 }))).toEqual(["broken"]);
  expect(chosenFor(failure("server", "x", "an error event"))).toEqual(["broken"]);
  expect(chosenFor(failure("context", "too_long", "too long", { status: 400 }))).toEqual([...retryChoices]);
});
