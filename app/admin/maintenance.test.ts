import { expect, test, vi } from "vitest";
import { logRow } from "~/tests/log-rows";
import { testPlatform } from "~/tests/platform";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** The module as another isolate has it: with a memory of its own. */
async function isolate() {
  vi.resetModules();
  return import("./maintenance.server");
}

test("maintenance deletes what is past the retention and keeps the rest", async () => {
  const platform = testPlatform();
  const { runMaintenance } = await isolate();
  await platform.gateway.ports.store.writeLog("x", [
    logRow({ requestId: "old", createdAt: Date.now() - 31 * dayMs }),
    logRow({ requestId: "new", createdAt: Date.now() - 29 * dayMs }),
  ]);
  expect(await runMaintenance(platform)).toMatchObject({ requests: 1, more: false });
  expect(platform.database.sqlite.prepare("select request_id from request_log").all()).toEqual([{ request_id: "new" }]);
});

test("maintenance deletes recorded bodies with their rows, and answers that are past their time", async () => {
  const platform = testPlatform();
  const { runMaintenance } = await isolate();
  const { store } = platform.gateway.ports;
  const now = Date.now();
  await store.saveBodies("old", now - 31 * dayMs, "sealed");
  await store.saveBodies("new", now - 29 * dayMs, "sealed");
  const answer = { context: null, sealed: "sealed", sealedQuestion: null, createdAt: now - hourMs };
  await store.saveAnswer({ ...answer, id: "past", expiresAt: now - 1 });
  await store.saveAnswer({ ...answer, id: "good", expiresAt: now + hourMs });
  await runMaintenance(platform);
  const { sqlite } = platform.database;
  expect(sqlite.prepare("select request_id as id from request_bodies").all()).toEqual([{ id: "new" }]);
  expect(sqlite.prepare("select id from cached_answers").all()).toEqual([{ id: "good" }]);
});

test("where it is due, one isolate does it and the others leave it for an hour", async () => {
  const platform = testPlatform();
  const [first, second] = [await isolate(), await isolate()];
  const now = Date.UTC(2026, 10, 20);
  expect(await first.runMaintenanceWhereDue(platform, now)).toMatchObject({ more: false });
  expect(await second.runMaintenanceWhereDue(platform, now + 1)).toBeNull();
  expect(await second.runMaintenanceWhereDue(platform, now + hourMs)).not.toBeNull();
  expect(await first.runMaintenanceWhereDue(platform, now + hourMs + 1)).toBeNull();
});

test("between two looks an isolate does not ask the database", async () => {
  const platform = testPlatform();
  const { runMaintenanceWhereDue } = await isolate();
  const now = Date.UTC(2026, 10, 20);
  await runMaintenanceWhereDue(platform, now);
  platform.database.sqlite.exec("drop table settings");
  expect(await runMaintenanceWhereDue(platform, now + 60_000)).toBeNull();
});
