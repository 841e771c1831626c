import { expect, test } from "vitest";
import { contents } from "./contents";

test("the results of any number of calls are put into the calls' order in no time", () => {
  const count = 100_000;
  const ids = Array.from({ length: count }, (_, index) => `call_${index}`);
  const calls = ids.map((id) => ({ id, type: "function", function: { name: id, arguments: "{}" } }));
  const results = ids.map((id) => ({ role: "tool", tool_call_id: id, content: "1" }));
  const asked = [
    { role: "user", content: "Go" },
    { role: "assistant", content: null, tool_calls: calls },
  ];
  const begun = performance.now();
  for (const answers of [results, results.toReversed()]) {
    const last = contents([...asked, ...answers], null, false).contents.at(-1);
    expect(last?.parts).toHaveLength(count);
    expect([0, count - 1].map((place) => last?.parts[place]?.functionResponse)).toEqual([
      { name: "call_0", response: { result: 1 } },
      { name: `call_${count - 1}`, response: { result: 1 } },
    ]);
  }
  // Their square takes over ten seconds.
  expect(performance.now() - begun).toBeLessThan(6_000);
});
