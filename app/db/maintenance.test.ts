import { expect, test } from "vitest";
import { runMaintenance } from "~/admin/maintenance.server";
import { failedOver } from "~/tests/log-rows";
import { rowsOf, testPlatform } from "~/tests/platform";

const dayMs = 86_400_000;

test("maintenance purges what is past its time and keeps the rest, hourly usage for good", async () => {
  const platform = testPlatform();
  const now = Date.now();
  const old = Array.from({ length: 2500 }, (_, index) =>
    failedOver({ requestId: `old-${index}`, createdAt: now - 31 * dayMs }),
  );
  await platform.gateway.ports.store.writeLog("old", old);
  await platform.gateway.ports.store.writeLog("new", [failedOver({ requestId: "new", createdAt: now - dayMs })]);
  platform.database.sqlite.exec(`update log_batches set created_at = ${now - 2 * dayMs} where id like 'old%'`);
  platform.database.sqlite.exec(
    `insert into sign_in_attempts (address, failures, window_start) values ('old', 1, ${now - 2 * dayMs}), ('new', 1, ${now})`,
  );

  const purged = await runMaintenance(platform);
  expect(purged).toMatchObject({ signInAttempts: 1, more: false });
  expect(purged.requests).toBe(2500);
  expect(rowsOf(platform, "select request_id from request_log")).toEqual([{ request_id: "new" }]);
  expect(rowsOf(platform, "select distinct request_id from request_attempts")).toEqual([{ request_id: "new" }]);
  expect(rowsOf(platform, "select id from log_batches")).toEqual([{ id: "new" }]);
  expect(rowsOf(platform, "select address from sign_in_attempts")).toEqual([{ address: "new" }]);
  expect(rowsOf(platform, "select sum(requests) as n from usage_hourly")).toEqual([{ n: 2501 }]);
});
