import { expect, test } from "vitest";
import type { JsonObject } from "../openai/fields";
import { CallIndexes } from "./call-indexes";

const piece = (index: number | null, id: string | null, name: string | null, text: string): JsonObject => ({
  ...(index === null ? {} : { index }),
  ...(id === null ? {} : { id, type: "function" }),
  function: { ...(name === null ? {} : { name }), arguments: text },
});

/** The calls as a client makes them that joins every text of a place. */
function joined(pieces: JsonObject[]): string[] {
  const indexes = new CallIndexes();
  const calls: { id: string; name: string; text: string }[] = [];
  for (const call of pieces) {
    indexes.repair([call]);
    const made = call.function as JsonObject;
    calls[call.index as number] ??= { id: "", name: "", text: "" };
    const open = calls[call.index as number]!;
    open.id += call.id ?? "";
    open.name += made.name ?? "";
    open.text += made.arguments ?? "";
  }
  return calls.map(({ id, name, text }) => `${/^call_[0-9a-f]{32}$/.test(id) ? "made" : id} ${name} ${text}`);
}

test.each<[string, JsonObject[], string[]]>([
  [
    "as OpenAI sends them, mixed",
    [piece(0, "a", "f", ""), piece(1, "b", "g", ""), piece(0, null, null, "{}"), piece(1, null, null, "[]")],
    ["a f {}", "b g []"],
  ],
  [
    "without places (Mistral)",
    [piece(null, "a", "f", "{"), piece(null, "a", "f", "}"), piece(null, "b", "f", "{}")],
    ["a f {}", "b f {}"],
  ],
  ["without ids", [piece(0, null, "f", "{}"), piece(1, "", "f", "{}")], ["made f {}", "made f {}"]],
  [
    "without either",
    [
      piece(null, null, "f", '{"x"'),
      piece(null, null, null, ":1}"),
      piece(null, null, "f", "{}"),
      piece(null, "", "g", "{}"),
    ],
    ['made f {"x":1}', "made f {}", "made g {}"],
  ],
  [
    "all at the place 0",
    [piece(0, "a", "f", "{"), piece(0, null, null, "}"), piece(0, "b", "g", "{"), piece(0, null, null, "}")],
    ["a f {}", "b g {}"],
  ],
  [
    "id and name with every piece",
    [piece(0, "a", "f", "{"), piece(0, "a", "f", "}"), piece(1, "b", "g", "{"), piece(1, "b", "g", "}")],
    ["a f {}", "b g {}"],
  ],
  [
    "numbered with the text before them and between them",
    [piece(1, "a", "f", "{"), piece(1, null, null, "}"), piece(3, "b", "g", "{"), piece(3, null, null, "}")],
    ["a f {}", "b g {}"],
  ],
  ["a name in two pieces, an id later", [piece(0, null, "get_", ""), piece(0, "x", "it", "{}")], ["made get_it {}"]],
])("%s", (_what, pieces, expected) => {
  expect(joined(pieces)).toEqual(expected);
});

test("what needs nothing is not touched", () => {
  const indexes = new CallIndexes();
  const pieces = [piece(0, "a", "f", ""), piece(0, null, null, "{}"), piece(1, "b", "g", "{}")];
  for (const call of pieces) {
    const before = structuredClone(call);
    expect(indexes.repair([call])).toBe(false);
    expect(call).toEqual(before);
  }
});
