import { expect, test } from "vitest";
import { createKey } from "~/admin/keys.server";
import { createProvider } from "~/admin/providers.server";
import { getRoute, putRoute } from "~/admin/routes.server";
import { testPlatform } from "~/tests/platform";
import { emptyRequest } from "./simulated-request";
import { simulateDraft } from "./simulation.server";

async function platformWithModels() {
  const platform = testPlatform();
  const provider = (id: string, models: unknown[], enabled = true) =>
    createProvider(platform, "test", {
      id,
      adapter: "openai",
      baseUrl: "https://api.example.com/v1",
      credentials: [{ name: "a", value: `sk-${id}-123456` }],
      models,
      enabled,
    });
  await provider("one", [{ id: "large", pricing: { input: 5, output: 5 } }, "small"]);
  await provider("off", ["retired"], false);
  return platform;
}

const draft = {
  id: "auto",
  models: ["small", "retired", "nowhere"],
  rules: [
    { when: { images: true }, models: ["vision"] },
    { when: { contains: ["Code", "trace"] }, models: ["large"] },
  ],
};

test("a draft is simulated without being stored, with the rule, the order and what is left out", async () => {
  const platform = await platformWithModels();
  const simulation = await simulateDraft(platform, draft, { ...emptyRequest, prompt: "A stack TRACE" });
  expect(simulation.rule).toEqual({ index: 1, word: "trace" });
  expect(simulation.candidates.map(({ model }) => model)).toEqual(["large", "small"]);
  expect(simulation.candidates[0]?.expectedCostUsd).toBeGreaterThan(0);
  expect(simulation.leftOut).toEqual([
    { providerId: "off", model: "retired", reason: "off" },
    { providerId: null, model: "nowhere", reason: "unserved" },
    { providerId: null, model: "vision", reason: "otherRule" },
  ]);
  expect((await getRoute(platform, "auto")).models).toEqual(["*"]);
});

test("the draft stands in for the stored route of its name", async () => {
  const platform = await platformWithModels();
  await putRoute(platform, "test", "auto", { models: ["large"] });
  const simulation = await simulateDraft(platform, { id: "auto", models: ["small"] }, emptyRequest);
  expect(simulation.candidates.map(({ model }) => model)).toEqual(["small"]);
  expect((await getRoute(platform, "auto")).models).toEqual(["large"]);
});

test("a key that may not use the route, and models that nobody has, are told as refusals", async () => {
  const platform = await platformWithModels();
  const key = await createKey(platform, "test", { name: "Narrow", models: ["other"] });
  const asked = { ...emptyRequest, prompt: "Hello" };
  expect((await simulateDraft(platform, draft, { ...asked, keyId: key.id })).refused).toBe("model_not_allowed");
  expect((await simulateDraft(platform, { id: "auto", models: ["nowhere"] }, asked)).refused).toBe("model_not_found");
  await expect(simulateDraft(platform, { id: "auto", models: [] }, asked)).rejects.toThrow("models");
});
