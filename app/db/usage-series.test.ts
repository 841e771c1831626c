import { expect, test } from "vitest";
import { openTestDatabase } from "~/tests/database";
import { logRow } from "~/tests/log-rows";
import { createLogWriter } from "./log-writer.server";
import { requestedNames, usedModels } from "./models.server";
import { usageSeries } from "./usage-series.server";

const hour = 3_600_000;
const day = 24 * hour;
const midnight = Date.UTC(2026, 10, 20);

async function filled() {
  const database = openTestDatabase();
  await createLogWriter(database)("batch", [
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
