import { expect, test } from "vitest";
import { logStore } from "~/db/log/log-writer.server";
import { ruleHits } from "~/db/rule-hits.server";
import { routeSchema } from "~/gateway/config/config";
import { logRow } from "~/tests/log-rows";
import { testPlatform } from "~/tests/platform";
import { importConfig } from "./config.server";
import { movedRules } from "./moved-rules";
import { putRoute } from "./routes.server";

const [images, code, tools] = [{ when: { images: true } }, { when: { code: true } }, { when: { tools: true } }];
const route = (...rules: object[]) => routeSchema.parse({ id: "r", models: ["m"], rules });
const moves = (before: object[], after: object[]) =>
  movedRules({ document: route(...before) }, route(...after)).flatMap((moved) => moved.moves);

test("a rule is followed by its conditions, and one that was edited in place stays", () => {
  expect(moves([images, code], [images, code, tools])).toEqual([]);
  expect(
    moves(
      [images, code],
      [
        { ...images, models: ["x"] },
        { ...code, enabled: false },
      ],
    ),
  ).toEqual([]);
  expect(moves([images, code], [code, images])).toEqual([
    [0, 1],
    [1, 0],
  ]);
  expect(moves([images, code, tools], [code, tools])).toEqual([
    [0, null],
    [1, 0],
    [2, 1],
  ]);
  expect(moves([images, code], [images, { when: { percent: 5 } }])).toEqual([]);
  expect(moves([images, images], [code, images, images])).toEqual([[0, 2]]);
  expect(movedRules(undefined, route(images))).toEqual([]);
});

test("hits go with their rules, through the admin API and an import, and a new rule has none", async () => {
  const platform = testPlatform();
  const { database } = platform;
  const by = (index: number | null, id = "r") =>
    logRow({ createdAt: Date.now(), route: id, rule: index === null ? null : { index, words: "always" } });
  await putRoute(platform, "test", "r", { models: ["m"], rules: [images, code, tools] });
  await logStore(database).writeLog("batch", [by(0), by(1), by(1), by(2), by(2), by(2), by(null), by(0, "r2"), by(7)]);
  const hits = (id = "r") => ruleHits(database, id, Date.now() - 3_600_000);
  await putRoute(platform, "test", "r", { models: ["m"], rules: [tools, images, { when: { json: true } }] });
  // The second one is gone; a row of a place that no document had stays where it is.
  expect(await hits()).toEqual({ rules: { 0: 3, 1: 1, 7: 1 }, otherwise: 1 });
  const routes = [route(images, tools)];
  await importConfig(platform, "test", { version: 1, routes }, { dryRun: false });
  expect(await hits()).toEqual({ rules: { 0: 1, 1: 3, 7: 1 }, otherwise: 1 });
  expect(await hits("r2")).toEqual({ rules: { 0: 1 }, otherwise: 0 });
});
