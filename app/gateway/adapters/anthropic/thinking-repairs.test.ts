import { expect, test } from "vitest";
import { classifyStatus } from "../../failures/classify";
import { applyRepairs, findRepair } from "../../mending/repairs";

const refusal = (message: string) =>
  classifyStatus(
    400,
    new Headers(),
    JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } }),
    0,
  );
/** The body as it goes out after a refusal, which is the vendor's own. */
const mended = (message: string, sent: Record<string, unknown>) => {
  const repair = findRepair(refusal(message), sent);
  return repair === null ? null : applyRepairs(sent, [repair]);
};
const base = { model: "m", max_tokens: 32_000, messages: [{ role: "user", content: "hi" }] };

const onlyAdaptive =
  '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
const noAdaptive = "adaptive thinking is not supported on this model";

test("a budget becomes an effort where the model knows nothing else", () => {
  const thinking = { type: "enabled", budget_tokens: 8192, display: "summarized" };
  expect(mended(onlyAdaptive, { ...base, thinking })).toEqual({
    ...base,
    thinking: { type: "adaptive", display: "summarized" },
    output_config: { effort: "medium" },
  });
  const own = { effort: "max", format: { type: "json_schema" } };
  expect(mended(onlyAdaptive, { ...base, thinking, output_config: own })).toMatchObject({ output_config: own });
  expect(mended(onlyAdaptive, { ...base, thinking: { type: "adaptive" } })).toBeNull();
});

test("an effort becomes a budget where the model is older, within its limit and never in the middle of a tool loop", () => {
  const asked = { ...base, thinking: { type: "adaptive" }, output_config: { effort: "high" } };
  const budget = (tokens: number) => ({ type: "enabled", budget_tokens: tokens });
  expect(mended(noAdaptive, asked)).toEqual({ ...asked, thinking: budget(16_384) });
  expect(mended(noAdaptive, { ...asked, max_tokens: 4096 })).toMatchObject({ thinking: budget(3072) });
  expect(mended(noAdaptive, { ...asked, max_tokens: 1500 })).not.toHaveProperty("thinking");
  const loop = [
    ...base.messages,
    { role: "assistant", content: [{ type: "tool_use", id: "a", name: "f", input: {} }] },
  ];
  expect(mended(noAdaptive, { ...asked, messages: loop })).not.toHaveProperty("thinking");
});

test("an effort is left out where the model has none", () => {
  const format = { type: "json_schema", schema: {} };
  const sent = { ...base, output_config: { effort: "high", format } };
  expect(mended("This model does not support the effort parameter.", sent)).toEqual({
    ...base,
    output_config: { format },
  });
});
