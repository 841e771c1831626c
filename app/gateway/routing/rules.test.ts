import { expect, test } from "vitest";
import { ids, planned, provider, seeded } from "~/tests/planning";
import { routeSchema } from "../config/config";
import { detectLanguage, looksLikeCode } from "./text-kind";
import { timeWindowHolds } from "./time-window";

const says = (content: unknown, more: object = {}) => ({ messages: [{ role: "user", content }], ...more });

test("every condition of a rule decides on what it is about", () => {
  const providers = [provider("p", { models: [{ id: "yes" }, { id: "no" }] })];
  const friday = Date.UTC(2026, 10, 20, 23, 30);
  const headers: Record<string, string> = { "x-team": "search-eu" };
  const having = {
    keyId: "ci",
    now: friday,
    random: () => 0.3,
    header: (name: string) => headers[name.toLowerCase()] ?? null,
  };
  const tool = { tools: [{ type: "function", function: { name: "f" } }] };
  const sound = [{ type: "input_audio", input_audio: { data: "", format: "wav" } }];
  const cases: [object, object, boolean][] = [
    [{ regex: "\\bSQL\\b" }, says("some sql please"), true],
    [{ regex: "^sql$" }, says("some sql please"), false],
    [{ code: true }, says("```js\n1\n```"), true],
    [{ code: true }, says("How are you?"), false],
    [{ code: false }, says("How are you?"), true],
    [{ audio: true }, says(sound), true],
    [{ audio: true }, says("x"), false],
    [{ tools: true }, says("x", tool), true],
    [{ json: true }, says("x", { response_format: { type: "json_schema" } }), true],
    [{ json: true }, says("x", { response_format: { type: "text" } }), false],
    [{ json: false }, says("x"), true],
    [{ language: "zh" }, says("你好，今天天气怎么样"), true],
    [{ language: ["en", "ja"] }, says("你好"), false],
    [{ keys: "ci" }, says("x"), true],
    [{ keys: ["other"] }, says("x"), false],
    [{ headers: { "X-Team": "search*" } }, says("x"), true],
    [{ headers: { "x-team": "search" } }, says("x"), false],
    [{ headers: { "x-none": "*" } }, says("x"), false],
    [{ time: { from: "22:00", to: "06:00" } }, says("x"), true],
    [{ time: { from: "08:00", to: "18:00" } }, says("x"), false],
    [{ percent: 31 }, says("x"), true],
    [{ percent: 30 }, says("x"), false],
    [{ minPromptTokens: 10, maxPromptTokens: 10 }, says("x"), true],
    [{ minPromptTokens: 11 }, says("x"), false],
    [{ keys: "ci", json: true }, says("x"), false],
  ];
  for (const [when, body, expected] of cases) {
    const routes = [{ id: "r", models: ["no"], rules: [{ when, models: ["yes"] }] }];
    const first = planned({ providers, routes, name: "r", body: body as Record<string, unknown>, having })[0]?.model;
    expect([when, first]).toEqual([when, expected ? "yes" : "no"]);
  }
});

test("a rule that is switched off is passed over", () => {
  const providers = [provider("p", { models: [{ id: "first" }, { id: "second" }, { id: "own" }] })];
  const rules = [
    { when: {}, models: ["first"], enabled: false },
    { when: {}, models: ["second"] },
  ];
  const routes = [routeSchema.parse({ id: "auto", models: ["own"], rules })];
  expect(planned({ providers, routes, name: "auto" })[0]?.model).toBe("second");
});

test("a share of requests goes to a canary", () => {
  const providers = [provider("p", { models: [{ id: "old" }, { id: "new" }] })];
  const routes = [{ id: "r", models: ["old"], rules: [{ when: { percent: 10 }, models: ["new"] }] }];
  const random = seeded(11);
  let canary = 0;
  for (let turn = 0; turn < 5_000; turn++)
    if (planned({ providers, routes, name: "r", having: { random } })[0]?.model === "new") canary++;
  expect(canary / 5_000).toBeGreaterThan(0.085);
  expect(canary / 5_000).toBeLessThan(0.115);
});

test("conditions that cannot be are refused, with the field", () => {
  const issue = (when: object) => {
    const parsed = routeSchema.safeParse({ id: "r", models: ["m"], rules: [{ when }] });
    return parsed.error?.issues.map(({ path }) => path.join("."))[0];
  };
  expect(issue({ regex: "(a" })).toBe("rules.0.when.regex");
  expect(issue({ headers: { Authorization: "x" } })).toBe("rules.0.when.headers.Authorization");
  expect(issue({ time: { from: "25:00", to: "06:00" } })).toBe("rules.0.when.time.from");
  expect(issue({ time: { from: "22:00", to: "06:00", timeZone: "Mars/Base" } })).toBe("rules.0.when.time.timeZone");
  expect(issue({ percent: 101 })).toBe("rules.0.when.percent");
  expect(issue({ language: "xx" })).toBe("rules.0.when.language");
  expect(issue({ regex: "ok" })).toBeUndefined();
});

test("a window over midnight belongs to the day on which it began", () => {
  const window = { from: "22:00", to: "06:00", days: ["fri" as const] };
  expect(timeWindowHolds(window, Date.UTC(2026, 10, 20, 23))).toBe(true);
  expect(timeWindowHolds(window, Date.UTC(2026, 10, 21, 5, 59))).toBe(true);
  expect(timeWindowHolds(window, Date.UTC(2026, 10, 21, 6))).toBe(false);
  expect(timeWindowHolds(window, Date.UTC(2026, 10, 21, 23))).toBe(false);
  expect(
    timeWindowHolds({ from: "08:00", to: "09:00", timeZone: "Asia/Shanghai" }, Date.UTC(2026, 10, 20, 0, 30)),
  ).toBe(true);
});

test("code and languages are told from how they look", () => {
  const code = [
    "def main(xs):\n    return 1\nimport os\n",
    "Please write a function that sorts a list",
    "Traceback (most recent call last)\n  at foo (a.js:1:2)",
    "const a = 1;\nlet b = () => a;",
    "请帮我写一段代码",
  ];
  for (const text of code) expect([text, looksLikeCode(text)]).toEqual([text, true]);
  for (const text of ["How are you today?", "Summarise this: profits rose; costs fell.", "今天天气怎么样", ""])
    expect([text, looksLikeCode(text)]).toEqual([text, false]);
  const languages: [string, string | null][] = [
    ["What is the capital of France?", "en"],
    ["Was ist die Hauptstadt und wie komme ich hin?", "de"],
    ["¿Qué tiempo hace en el norte para los turistas?", "es"],
    ["Quelle est la capitale et comment aller dans le nord avec vous ?", "fr"],
    ["日本の首都はどこですか", "ja"],
    ["请用 JavaScript 解释一下", "zh"],
    ["Какая столица?", "ru"],
    ["12345", null],
  ];
  for (const [text, expected] of languages) expect([text, detectLanguage(text)]).toEqual([text, expected]);
});

test("the built-in route works on whatever models there are", () => {
  const priced = (id: string, price: number, capabilities: ("chat" | "vision" | "tools" | "embeddings")[]) => ({
    id,
    pricing: { input: price, output: price },
    capabilities,
  });
  const providers = [
    provider("a", { models: [priced("tiny", 1, ["chat"]), priced("claude-opus-9", 30, ["chat", "tools"])] }),
    provider("b", { models: [priced("eyes", 5, ["chat", "vision"]), priced("vectors", 0.1, ["embeddings"])] }),
    provider("any", { models: [] }),
  ];
  const first = (body: Record<string, unknown>) =>
    planned({ providers, hasDefaultRoute: true, name: "auto", body })[0]?.model;
  expect(first(says("hello"))).toBe("tiny");
  expect(first(says("```ts\nlet x\n```"))).toBe("claude-opus-9");
  expect(first(says([{ type: "image_url", image_url: { url: "https://example.com/a.png" } }]))).toBe("eyes");
  const models = planned({ providers, hasDefaultRoute: true, name: "auto", body: says("hello") }).map(
    ({ model }) => model,
  );
  expect(models).not.toContain("vectors");
  expect(new Set(models).size).toBe(models.length);
  expect(
    planned({ providers, hasDefaultRoute: true, name: "auto", options: { metadata: { tier: "critical" } } })[0]?.reason,
  ).toMatch(/not measured yet/);
  const own = [{ id: "auto", models: ["eyes"] }];
  expect(ids({ providers, routes: own, hasDefaultRoute: true, name: "auto", body: says("hello") })).toEqual([
    "b",
    "any",
  ]);
});

test("a prompt of nothing but lines is looked at in no time", () => {
  const begun = performance.now();
  for (let time = 0; time < 30; time++) expect(looksLikeCode("\n".repeat(20_000))).toBe(false);
  // The square of each takes a fifth of a second.
  expect(performance.now() - begun).toBeLessThan(2_000);
});
