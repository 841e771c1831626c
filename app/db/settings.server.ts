import { eq } from "drizzle-orm";
import { defaultSettings, type Settings, settingsSchema } from "~/gateway/settings";
import { getDb } from "./client";
import { settings } from "./schema";

/** The row that says that the built-in route is no more. */
export const defaultRouteRemoved = "defaultRouteRemoved";

export async function hasDefaultRoute(database: D1Database): Promise<boolean> {
  const [row] = await getDb(database).select().from(settings).where(eq(settings.key, defaultRouteRemoved));
  return row === undefined;
}

/** Settings that another version wrote and this one does not understand give way to the defaults. */
export function parseSettings(value: unknown): Settings {
  const parsed = settingsSchema.safeParse(value ?? {});
  return parsed.success ? parsed.data : defaultSettings;
}

export async function readSettings(database: D1Database): Promise<Settings> {
  const [row] = await getDb(database).select().from(settings).where(eq(settings.key, "settings"));
  return parseSettings(row?.value);
}

/** Notes that maintenance is done now; false where another did it less than `everyMs` ago. One statement: only one wins. */
export async function claimMaintenance(database: D1Database, now: number, everyMs: number): Promise<boolean> {
  const claimed = await database
    .prepare(
      `insert into settings (key, value) values ('lastMaintenance', ?1)
       on conflict (key) do update set value = excluded.value where cast(settings.value as integer) <= ?2 returning 1`,
    )
    .bind(String(now), now - everyMs)
    .first();
  return claimed !== null;
}

const sessionsSince = "sessionsSince";

/** Since when a session of the dashboard must have begun to hold, Unix ms; 0 where all hold. */
export async function readSessionsSince(database: D1Database): Promise<number> {
  const value = await database
    .prepare(`select value from settings where key = '${sessionsSince}'`)
    .first<string | number>("value");
  return Number(value ?? 0);
}

export async function writeSessionsSince(database: D1Database, since: number): Promise<void> {
  await database
    .prepare(
      `insert into settings (key, value) values ('${sessionsSince}', ?1) on conflict (key) do update set value = excluded.value`,
    )
    .bind(String(since))
    .run();
}
