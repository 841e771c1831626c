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
