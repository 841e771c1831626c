import { expect, test } from "vitest";
import { classifyStatus } from "../failures/classify";
import { applyRepairs, findRepair, RepairBook } from "./repairs";

const refusal = (error: unknown, status = 400) =>
  classifyStatus(status, new Headers(), typeof error === "string" ? error : JSON.stringify(error), 0);

const sent = {
  model: "m",
  messages: [],
  max_tokens: 5,
  temperature: 0.2,
  store: true,
  metadata: { tier: "gold" },
  tools: [],
  functions: [],
  output_config: { effort: "high" },
  generationConfig: { seed: 1, temperature: 1 },
};

// The words are those of the vendors' own answers.
test.each([
  [
    {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        type: "invalid_request_error",
        param: "max_tokens",
        code: "unsupported_parameter",
      },
    },
    { parameter: "max_tokens", renameTo: "max_completion_tokens" },
  ],
  [
    {
      error: {
        message:
          "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
        param: "temperature",
        code: "unsupported_value",
      },
    },
    { parameter: "temperature", renameTo: null },
  ],
  [
    { code: "invalid-argument", error: "Model grok-build-0.1 does not support parameter maxTokens." },
    { parameter: "max_tokens", renameTo: "max_completion_tokens" },
  ],
  [{ error: { message: "Unrecognized request argument supplied: store" } }, { parameter: "store", renameTo: null }],
  [
    { error: { message: "property 'store' is unsupported", type: "invalid_request_error" } },
    { parameter: "store", renameTo: null },
  ],
  [
    { error: { message: "store: Extra inputs are not permitted", type: "invalid_request_error" } },
    { parameter: "store", renameTo: null },
  ],
  [
    {
      error: {
        code: 400,
        message: "Invalid JSON payload received. Unknown name \"seed\" at 'generation_config': Cannot find field.",
        status: "INVALID_ARGUMENT",
      },
    },
    { parameter: "generationConfig.seed", renameTo: null },
  ],
  [
    { error: { message: "`temperature` is deprecated for this model.", type: "invalid_request_error" } },
    { parameter: "temperature", renameTo: null },
  ],
  // OpenAI keeps metadata only with a completion that it keeps itself.
  [
    { error: { message: "The 'metadata' parameter is only allowed when 'store' is enabled.", param: "metadata" } },
    { parameter: "metadata", renameTo: null },
  ],
  [
    { error: { message: "output_config.effort: Extra inputs are not permitted" } },
    { parameter: "output_config.effort", renameTo: null },
  ],
])("the refusal %j is repaired by %j", (body, repair) => {
  const found = findRepair(refusal(body), sent);
  expect(found === null ? null : { parameter: found.parameter, renameTo: found.renameTo }).toEqual(repair);
});

test("a validator's list of places names the parameter", () => {
  const body = {
    object: "error",
    message: { detail: "x" },
    detail: [{ type: "extra_forbidden", loc: ["body", "store"], msg: "Extra inputs are not permitted", input: true }],
  };
  expect(findRepair(refusal(body, 422), sent)).toMatchObject({ parameter: "store", renameTo: null });
});

test("what the answer hangs on is never dropped, and a caller's mistake is none to repair", () => {
  const said = (message: string, param?: string) => findRepair(refusal({ error: { message, param } }), sent);
  expect(said("Unsupported parameter: 'tools' is not supported with this model.", "tools")).toBeNull();
  expect(said("Unrecognized request argument supplied: functions")).toBeNull();
  expect(said("Invalid 'max_tokens': integer below minimum value.", "max_tokens")).toBeNull();
  expect(said("Unknown parameter: 'frequency'.", "frequency")).toBeNull();
  expect(findRepair(refusal({ error: { message: "Unsupported parameter: 'store'" } }, 403), sent)).toBeNull();
});

test("one word that is refused says nothing of the others", () => {
  const asked = { ...sent, reasoning_effort: "none", temperature: 0.5 };
  const said = (param: string, value: string) =>
    findRepair(
      refusal({ error: { message: `'${param}' does not support ${value}.`, param, code: "unsupported_value" } }),
      asked,
    );
  expect(said("reasoning_effort", "none")).toMatchObject({ parameter: "reasoning_effort", passing: true });
  expect(said("temperature", "0.5")).not.toHaveProperty("passing");
  const unverified = refusal({
    error: {
      message: "Your organization must be verified to generate reasoning summaries.",
      param: "reasoning.summary",
      code: "unsupported_value",
    },
  });
  const repair = findRepair(unverified, { ...asked, reasoning: { effort: "low", summary: "auto" } });
  expect(repair).toMatchObject({ parameter: "reasoning.summary", renameTo: null });
  expect(repair).not.toHaveProperty("passing");
});

test("repairs rename or drop, also inside an object, and leave everything else", () => {
  const repairs = [
    { parameter: "max_tokens", renameTo: "max_completion_tokens", reason: "" },
    { parameter: "output_config.effort", renameTo: null, reason: "" },
    { parameter: "absent", renameTo: null, reason: "" },
  ];
  expect(applyRepairs({ max_tokens: 5, output_config: { effort: "low" }, a: 1 }, repairs)).toEqual({
    max_completion_tokens: 5,
    a: 1,
  });
  const untouched = { a: 1 };
  expect(applyRepairs(untouched, repairs)).toBe(untouched);
});

test("the book keeps repairs by provider and upstream model, each once", () => {
  const book = new RepairBook();
  const repair = { parameter: "store", renameTo: null, reason: "no" };
  expect(book.learn("a", "m", repair)).toBe(true);
  expect(book.learn("a", "m", repair)).toBe(false);
  expect(book.for("a", "m")).toEqual([repair]);
  expect(book.for("a", "other")).toEqual([]);
  book.adopt([]);
  expect(book.for("a", "m")).toEqual([]);
});
