import { expect, test } from "vitest";
import { putRoute } from "~/admin/routes.server";
import { getLog } from "~/db/log/logs.server";
import { ruleHits } from "~/db/rule-hits.server";
import { openAiChat } from "~/gateway/dialects/openai";
import { decidedBy } from "~/routes/admin.requests.$id/decided-by.server";
import { askedGateway } from "./asked-gateway";

const routes = [
  {
    id: "picky",
    models: ["m"],
    rules: [
      { when: { contains: "code" }, models: ["nobody"], enabled: false },
      { when: { contains: ["code", "trace"] }, models: ["m"] },
      { when: { metadata: { tier: "critical" } }, strategy: "reliable" },
    ],
  },
  { id: "other", models: ["m"], rules: [{ when: {} }] },
  { id: "hollow", models: ["nobody"], rules: [{ when: {}, models: ["nobody"] }] },
];
const answer = () => Response.json({ choices: [{ message: { content: "x" }, finish_reason: "stop" }] });
const says = (model: string, content: string, more: object = {}) => ({
  model,
  messages: [{ role: "user", content }],
  ...more,
});

test("a request's row keeps the route and the rule that decided: the first route's, with its place among all rules", async () => {
  const { ask, logRows } = await askedGateway({}, answer, { routes });
  const kept = async (body: object) => {
    const before = new Set(logRows().map((row) => row.request_id));
    await ask(openAiChat, body);
    return logRows().find((row) => !before.has(row.request_id))?.matched_rule;
  };
  expect(await kept(says("picky", "a trace"))).toBe('["picky",1,"contains \\"trace\\""]');
  expect(await kept(says("picky", "hello"))).toBe('["picky"]');
  expect(await kept(says("m", "some code"))).toBeNull();
  expect(await kept(says("picky", "hello", { models: ["other"] }))).toBe('["picky"]');
  expect(await kept(says("m", "hello", { models: ["other"] }))).toBe('["other",0,"always"]');
  // Refused, and still to be found under its route.
  expect(await kept(says("hollow", "hello"))).toBe('["hollow",0,"always"]');
  expect(await kept(says("unheard-of", "hello"))).toBeNull();
});

test("a name that nothing takes is counted by the route that took it instead", async () => {
  const auto = { id: "auto", models: ["m"], rules: [{ when: { contains: "code" } }] };
  const { ask, logRows } = await askedGateway({ unknownModel: "auto" }, answer, { routes: [auto] });
  await ask(openAiChat, says("retired", "some code"));
  expect(logRows()).toMatchObject([{ requested_model: "retired", matched_rule: '["auto",0,"contains \\"code\\""]' }]);
});

test("hits are counted by rule, and the sheet names the rule until the route is changed", async () => {
  const { platform, ask, logRows } = await askedGateway({}, answer, { routes });
  await ask(openAiChat, says("picky", "code"));
  await ask(openAiChat, says("picky", "code"));
  await ask(openAiChat, says("picky", "hello"));
  expect(await ruleHits(platform.database, "picky", Date.now() - 1000)).toEqual({ rules: { 1: 2 }, otherwise: 1 });
  const row = logRows().find(({ matched_rule }) => String(matched_rule).includes("contains"));
  const log = (await getLog(platform.database, String(row?.request_id)))!;
  expect(log).toMatchObject({ route: "picky", rule: { index: 1, words: 'contains "code"' } });
  // Rows of the future: the route was stored a moment ago.
  const later = { ...log, createdAt: new Date(Date.now() + 60_000).toISOString() };
  expect(await decidedBy(platform, later)).toEqual({ isRoute: true, kind: "contains" });
  await putRoute(platform, "test", "picky", { models: ["m"], rules: [{ when: {} }, { when: { images: true } }] });
  const earlier = { ...log, createdAt: new Date(Date.now() - 60_000).toISOString() };
  expect(await decidedBy(platform, earlier)).toEqual({ isRoute: true, kind: null });
  expect(await decidedBy(platform, { ...log, route: "gone" })).toEqual({ isRoute: false, kind: null });
  expect(await decidedBy(platform, { ...log, route: null, rule: null })).toBeNull();
});
