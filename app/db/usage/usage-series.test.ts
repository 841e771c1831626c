import { expect, test } from "vitest";
import { openTestDatabase } from "~/tests/database";
import { logRow } from "~/tests/log-rows";
import { logStore } from "../log/log-writer.server";
import { requestedNames, usedModels } from "../models.server";
import { ruleHits } from "../rule-hits.server";
import { usageSeries } from "./usage-series.server";

const hour = 3_600_000;
const day = 24 * hour;
const midnight = Date.UTC(2026, 10, 20);

async function filled() {
  const database = openTestDatabase();
  await logStore(database).writeLog("batch", [
    logRow({ createdAt: midnight - hour, costMicroUsd: 5, model: "a", requestedModel: "auto" }),
    logRow({ createdAt: midnight + hour, costMicroUsd: 10, model: "a", requestedModel: "auto" }),
    logRow({ createdAt: midnight + 20 * hour, costMicroUsd: 20, model: "b", requestedModel: "b", providerId: "other" }),
    logRow({
      createdAt: midnight + 20 * hour,
      costMicroUsd: null,
      model: "b",
      requestedModel: "b",
      outcome: "upstream_error",
    }),
  ]);
  return database;
}

test("days start on the reader's clock", async () => {
  const database = await filled();
  const read = async (offsetMs: number) =>
    (
      await usageSeries(database, {
        from: midnight - day,
        to: midnight + 2 * day,
        sizeMs: day,
        offsetMs,
        split: "model",
      })
    ).map((row) => [(row.start - midnight) / hour, row.group, row.requests, row.costMicroUsd]);
  expect(await read(0)).toEqual([
    [-24, "a", 1, 5],
    [0, "a", 1, 10],
    [0, "b", 2, 20],
  ]);
  expect(await read(8 * hour)).toEqual([
    [-8, "a", 2, 15],
    [16, "b", 2, 20],
  ]);
});

test("by route: what went through none is what the routes leave of everything, as are routes that are gone", async () => {
  const database = await filled();
  const read = async (names?: string[]) =>
    (
      await usageSeries(database, {
        from: midnight - day,
        to: midnight + day,
        sizeMs: day,
        offsetMs: 0,
        split: "route",
        ...(names === undefined ? {} : { names }),
      })
    ).map((row) => [(row.start - midnight) / hour, row.group, row.requests, row.errors, row.costMicroUsd]);
  expect(await read()).toEqual([
    [-24, "auto", 1, 0, 5],
    [0, "", 2, 1, 20],
    [0, "auto", 1, 0, 10],
  ]);
  expect(await read(["other"])).toEqual([
    [-24, "", 1, 0, 5],
    [0, "", 3, 1, 30],
  ]);
});

test("a rule's hits are counted by its place, apart from those of a route whose name begins alike", async () => {
  const database = openTestDatabase();
  const by = (route: string | null, index: number | null, createdAt = midnight) =>
    logRow({ createdAt, route, rule: index === null ? null : { index, words: "always" } });
  await logStore(database).writeLog("one", [
    by("auto", 0),
    by("auto", 10),
    by("auto", 0),
    by("auto", null),
    by("auto-x", 0),
    by(null, null),
    by("auto", 0, midnight - 2 * hour),
  ]);
  await logStore(database).writeLog("two", [by("auto", 10, midnight + hour)]);
  expect(await ruleHits(database, "auto", midnight + 1)).toEqual({ rules: { 0: 2, 10: 2 }, otherwise: 1 });
  expect(await ruleHits(database, "auto-x", midnight)).toEqual({ rules: { 0: 1 }, otherwise: 0 });
  expect(await ruleHits(database, "none", midnight)).toEqual({ rules: {}, otherwise: 0 });
  const { count } = database.sqlite.prepare("select count(*) as count from usage_by_name where name = ''").get() as {
    count: number;
  };
  expect(count).toBe(0);
});

test("models fare by provider, and names that were asked for are counted", async () => {
  const database = await filled();
  const models = await usedModels(database, { from: midnight, to: midnight + day });
  const b = models.find((model) => model.model === "b");
  expect(b).toMatchObject({ requests: 2, successRate: 0.5 });
  expect(b?.byProvider).toHaveLength(2);
  expect(b?.byProvider.find((part) => part.providerId === "other")).toMatchObject({ requests: 1, successRate: 1 });
  const { names, partial } = await requestedNames(database, { from: midnight - day });
  expect(partial).toBe(false);
  expect(names.find((row) => row.name === "auto")).toEqual({ name: "auto", requests: 2, errors: 0, costMicroUsd: 15 });
});
