import { eq } from "drizzle-orm";
import { defaultSettings, type Settings, settingsSchema } from "~/gateway/config/settings";
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
const endedSessions = "endedSessions";

/** Which sessions of the dashboard hold no more. */
export interface SessionRules {
  /** Since when one must have begun to hold, Unix ms; 0 where all hold. */
  since: number;
  /** Those that were signed out of before their end: when they would have ended, Unix ms, which is as good as a name. */
  ended: ReadonlySet<number>;
}

export async function readSessionRules(database: D1Database): Promise<SessionRules> {
  const { results } = await database
    .prepare(`select key, value from settings where key in ('${sessionsSince}', '${endedSessions}')`)
    .all<{ key: string; value: string | number }>();
  const kept = (name: string) => results.find(({ key }) => key === name)?.value;
  return {
    since: Number(kept(sessionsSince) ?? 0),
    ended: new Set<number>(JSON.parse(String(kept(endedSessions) ?? "[]"))),
  };
}

export async function writeSessionsSince(database: D1Database, since: number): Promise<void> {
  await database
    .prepare(
      `insert into settings (key, value) values ('${sessionsSince}', ?1) on conflict (key) do update set value = excluded.value`,
    )
    .bind(String(since))
    .run();
}

/** One statement: two sessions that end at once do not overwrite each other. Those past their end need no mention. */
export async function writeEndedSession(database: D1Database, endsAt: number, now: number): Promise<void> {
  await database
    .prepare(
      `insert into settings (key, value) values ('${endedSessions}', json_array(?1)) on conflict (key) do update set value =
       (select json_group_array(value) from (select value from json_each(settings.value) where value > ?2 union select ?1))`,
    )
    .bind(endsAt, now)
    .run();
}
