import { beforeEach, expect, test } from "vitest";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// Filters, rules and conversations against the built gateway.

const { gateway, upstream } = await startSuite({ upstream: startUpstream });

beforeEach(() => upstream.clear());

const provider = (id: string, models: (string | object)[], more: object = {}) => ({
  id,
  adapter: "openai",
  baseUrl: upstream.url(`name=${id}`),
  credentials: [{ name: "a", value: `sk-secret-of-${id}` }],
  models,
  ...more,
});
const image = [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://example.com/a.png" } }] }];

async function served(body: Record<string, unknown>): Promise<string | null> {
  const answer = await gateway.chat(body);
  await answer.text();
  return answer.headers.get("x-gateway-provider");
}

test("a request with images never goes to a model that takes none, and the simulator says why", async () => {
  await gateway.configure({
    providers: [
      provider("text", [{ id: "m", capabilities: ["chat", "tools"] }]),
      provider("eyes", [{ id: "m", capabilities: ["chat", "vision"] }], { priority: 9 }),
      provider("blind", [{ id: "only", capabilities: ["chat"] }]),
    ],
  });
  expect(await served({ model: "m" })).toBe("text");
  expect(await served({ model: "m", messages: image })).toBe("eyes");
  upstream.clear();
  const refused = await gateway.chat({ model: "only", messages: image });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    error: { param: "messages", message: expect.stringContaining("no images") },
  });
  expect(upstream.calls).toHaveLength(0);
  const simulated = await gateway.admin("/api/admin/routes/simulate", {
    method: "POST",
    json: { model: "m", messages: image },
  });
  expect(await simulated.json()).toMatchObject({
    candidates: [{ providerId: "eyes" }],
    excluded: [{ providerId: "text", model: "m", reason: "takes no images" }],
  });
});

test("rules look at headers, code, language and patterns; a pattern that makes others hang does not", async () => {
  const rule = (when: object, model: string) => ({ when, models: [model] });
  await gateway.configure({
    providers: ["plain", "header", "code", "chinese", "pattern"].map((id) => provider(id, [id])),
    routes: [
      {
        id: "smart",
        models: ["plain"],
        rules: [
          rule({ headers: { "x-team": "search*" } }, "header"),
          rule({ code: true }, "code"),
          rule({ language: "zh" }, "chinese"),
          rule({ regex: "(a+)+\\$" }, "pattern"),
        ],
      },
    ],
  });
  const says = (content: string) => ({ model: "smart", messages: [{ role: "user", content }] });
  expect(await served(says("hello"))).toBe("plain");
  expect(await served(says("```js\n1```"))).toBe("code");
  expect(await served(says("你好吗"))).toBe("chinese");
  expect(await served(says("aaaa$"))).toBe("pattern");
  expect(await served(says(`${"a".repeat(60_000)}!`))).toBe("plain");
  const answer = await gateway.chat(says("hello"), { headers: { "x-team": "search-eu" } });
  expect(answer.headers.get("x-gateway-provider")).toBe("header");
  await answer.text();
  expect(await gateway.log(answer.headers.get("x-request-id"))).toMatchObject({
    route: "smart",
    rule: { index: 0, words: "header x-team is search*" },
  });
  const bad = await gateway.admin("/api/admin/routes/smart", {
    method: "PUT",
    json: { models: ["plain"], rules: [{ when: { regex: "(a" }, models: ["plain"] }] },
  });
  expect(bad.status).toBe(400);
  expect(await bad.text()).toContain("rules.0.when.regex");
});

test("a conversation stays with the provider that served it, and moves on when that fails", async () => {
  await gateway.configure({ providers: ["one", "two", "three"].map((id) => provider(id, ["m"])) });
  const opening = [
    { role: "system", content: "You know the manual by heart. ".repeat(200) },
    { role: "user", content: "Where do I begin?" },
  ];
  const first = await served({ model: "m", messages: opening });
  const messages = [...opening, { role: "assistant", content: "Here." }, { role: "user", content: "And then?" }];
  for (let turn = 0; turn < 8; turn++) expect(await served({ model: "m", messages })).toBe(first);
  const elsewhere = await gateway.chat({ model: "m", messages, provider: { ignore: [first] } });
  const second = elsewhere.headers.get("x-gateway-provider");
  await elsewhere.text();
  expect(second).not.toBe(first);
  expect(await served({ model: "m", messages })).toBe(second);

  const providers = ["one", "two", "three"].map((id) => provider(id, ["m"]));
  await gateway.configure({ settings: { sticky: { enabled: false } }, providers });
  const seen = new Set<string | null>();
  for (let turn = 0; turn < 30; turn++) seen.add(await served({ model: "m", messages }));
  expect(seen.size).toBeGreaterThan(1);
});

test("a name that nothing takes goes to auto where the settings say so", async () => {
  const providers = [provider("one", ["m"])];
  const routes = [{ id: "auto", models: ["m"] }];
  await gateway.configure({ providers, routes });
  expect((await gateway.chat({ model: "retired" })).status).toBe(404);
  await gateway.configure({ settings: { unknownModel: "auto" }, providers, routes });
  expect(await served({ model: "retired" })).toBe("one");
});

test("a request's headers and its route say how long it may take, and a header that is no number is refused", async () => {
  await gateway.configure({
    providers: [{ ...provider("mute", ["m"]), baseUrl: upstream.url("hang") }],
    routes: [{ id: "hurried", models: ["m"], timeouts: { firstByteMs: 120 } }],
  });
  const took = async (body: Record<string, unknown>, headers: Record<string, string>) => {
    const startedAt = Date.now();
    const answer = await gateway.chat(body, { headers });
    expect(answer.status).toBe(504);
    await answer.text();
    return Date.now() - startedAt;
  };
  expect(await took({ model: "m" }, { "x-gateway-first-byte-timeout": "150" })).toBeLessThan(5_000);
  expect(await took({ model: "m" }, { "x-gateway-request-timeout": "200" })).toBeLessThan(5_000);
  expect(await took({ model: "hurried" }, {})).toBeLessThan(5_000);
  const refused = await gateway.chat({ model: "m" }, { headers: { "x-gateway-max-attempts": "many" } });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { param: "x-gateway-max-attempts" } });
});
