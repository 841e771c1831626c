import { expect, test } from "vitest";
import { PlainText } from "./plain-text";

const event = (delta: object, more: object = {}, rest: object = {}) =>
  `data: ${JSON.stringify({ id: "c", choices: [{ index: 0, delta, finish_reason: null, ...more }], ...rest })}`;

function learned(first: string): PlainText {
  const plain = new PlainText();
  plain.learn(first, JSON.parse(first.slice(6)));
  return plain;
}

test("an event that differs in its text alone is known", () => {
  const plain = learned(event({ content: "one" }, {}, { usage: null }));
  expect(plain.textOf(event({ content: " two, 三" }, {}, { usage: null }))).toBe(" two, 三");
  expect(plain.textOf(event({ content: "" }, {}, { usage: null }))).toBe("");
});

test("one that says anything else is not", () => {
  const plain = learned(event({ content: "one" }));
  for (const other of [
    event({ content: "two" }, { finish_reason: "stop" }),
    event({ content: "two", role: "assistant" }),
    event({ content: "two" }, {}, { usage: { prompt_tokens: 1 } }),
    event({ content: "two" }, { index: 1 }),
    event({ content: 'a "quoted" word' }),
    event({ content: "a line\n" }),
    event({ content: 'two","role":"tool' }),
    event({ content: "two" }).replace("two", 'two"},"finish_reason":"stop","x":{"y":"'),
    event({ content: "two" }).replace("two", "broken\u0001"),
    event({ content: "two" }).slice(0, -1),
    "data: [DONE]",
  ])
    expect(plain.textOf(other)).toBe(null);
});

test("only an event with nothing but text is learned", () => {
  for (const first of [
    event({ content: "" }),
    event({ role: "assistant", content: "one" }),
    event({ content: "one" }, { finish_reason: "length" }),
    event({ content: "one" }, {}, { usage: { prompt_tokens: 1 } }),
    event({ content: "one" }, {}, { x_groq: { usage: {} } }),
    event({ content: "one" }, { usage: { prompt_tokens: 1 } }),
    event({ reasoning_content: "one" }),
    // The text is written in another way than ours: where it ends would be a guess.
    event({ content: "x" }).replace('"x"', '"\\u0078"'),
  ])
    expect(learned(first).textOf(first)).toBe(null);
});
