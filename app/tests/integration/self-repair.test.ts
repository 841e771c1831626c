import OpenAI from "openai";
import { beforeEach, expect, test } from "vitest";
import { clientKey } from "../gateway-client";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// An upstream that refuses a parameter is asked again without it, and from then on at once.

const { host, gateway, upstream } = await startSuite({ upstream: startUpstream });

const client = new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 });

beforeEach(() => upstream.clear());

const provider = (id: string, ...manners: string[]) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url(...manners),
  credentials: [{ name: "a", value: "sk-a" }],
  models: ["m"],
});
const messages = [{ role: "user" as const, content: "hi" }];

test("a refused parameter is renamed, the call made again, and the repair remembered, shown and cleared", async () => {
  await gateway.configure({ providers: [provider("renames", "refuse=max_tokens", "use=max_completion_tokens")] });
  const ask = () => client.chat.completions.create({ model: "m", messages, max_tokens: 9 }).withResponse();
  const first = await ask();
  expect(first.data.choices[0]?.message.content).toBeTruthy();
  expect(first.response.headers.get("x-gateway-attempts")).toBe("2");
  expect(await gateway.log(first.response.headers.get("x-request-id"))).toMatchObject({
    outcome: "success",
    attempts: [
      { status: 400, errorCode: "unsupported_parameter" },
      { status: 200, reason: "again with 'max_tokens' as 'max_completion_tokens'" },
    ],
  });
  const second = await ask();
  expect(second.response.headers.get("x-gateway-attempts")).toBe("1");
  expect(upstream.calls.map(({ body }) => body.max_completion_tokens ?? null)).toEqual([null, 9, 9]);

  const repairs = async () => (await gateway.admin("/api/admin/providers/renames/repairs")).json();
  expect(await repairs()).toMatchObject({
    data: [{ model: "m", parameter: "max_tokens", renameTo: "max_completion_tokens" }],
  });
  await gateway.admin("/api/admin/providers/renames/repairs?model=m&parameter=max_tokens", { method: "DELETE" });
  expect(await repairs()).toMatchObject({ data: [] });
  expect((await ask()).response.headers.get("x-gateway-attempts")).toBe("2");
});

test("a stream is repaired too, and what cannot be left out is the caller's to hear", async () => {
  await gateway.configure({
    providers: [
      { ...provider("drops", "refuse=seed"), models: ["m"] },
      { ...provider("strict", "refuse=tools"), models: ["t"] },
    ],
  });
  const stream = await client.chat.completions.create({ model: "m", messages, seed: 1, stream: true });
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  expect(text).not.toBe("");
  const tools = [{ type: "function" as const, function: { name: "f", parameters: { type: "object" } } }];
  const refused = client.chat.completions.create({ model: "t", messages, tools });
  await expect(refused).rejects.toMatchObject({ status: 400, code: "unsupported_parameter", param: "tools" });
  expect(upstream.calls).toHaveLength(3);
});

test.each([400, 500])(
  "a template that refuses system messages between the turns with a %i is asked again, and once",
  async (status) => {
    await gateway.configure({ providers: [provider(`template-${status}`, `template=${status}`)] });
    // As Claude Code sends it: https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages
    const ask = () =>
      gateway.call("/v1/messages", {
        model: "m",
        max_tokens: 9,
        stream: true,
        system: [{ type: "text", text: "You are Claude Code." }],
        messages: [...messages, { role: "system", content: "Available agent types: none." }],
      });
    for (const attempts of ["2", "1"]) {
      const answer = await ask();
      expect(await answer.text()).toContain("event: message_stop");
      expect(answer.headers.get("x-gateway-attempts")).toBe(attempts);
    }
    expect(upstream.calls.at(-1)!.body.messages).toEqual([
      { role: "system", content: "You are Claude Code." },
      { role: "user", content: "hi\n\n<system>\nAvailable agent types: none.\n</system>" },
    ]);
  },
);
