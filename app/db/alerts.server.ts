import { desc } from "drizzle-orm";
import type { Store } from "~/gateway/store";
import { getDb } from "./client";
import { alerts } from "./state-schema";

/** One row per event and subject: the last alert of its kind. */
export function alertStore(database: D1Database): Pick<Store, "claimAlert" | "alertSent"> {
  // One statement: of several isolates that noticed the same thing one sends.
  const claim = database.prepare(
    `insert into alerts (event, subject, message, created_at, error) values (?1, ?2, ?3, ?4, null)
     on conflict (event, subject) do update set message = excluded.message, created_at = excluded.created_at, error = null
     where alerts.created_at < ?5 returning 1`,
  );
  const sent = database.prepare("update alerts set error = ?3 where event = ?1 and subject = ?2");
  return {
    async claimAlert({ event, subject, message, notSince }, now) {
      return (await claim.bind(event, subject, message, now, notSince).first()) !== null;
    },
    async alertSent({ event, subject }, error) {
      await sent.bind(event, subject, error).run();
    },
  };
}

/** The last ones, newest first. */
export const readAlerts = (database: D1Database, most: number) =>
  getDb(database).select().from(alerts).orderBy(desc(alerts.createdAt)).limit(most);
