import { type CacheFigures, cacheFigures, clearAnswers } from "~/db/answers.server";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { transact } from "./transact.server";

/** What the cache holds, and how it did in the last 30 days. */
export const readCacheFigures = ({ database }: Platform): Promise<CacheFigures> => cacheFigures(database, Date.now());

/** Forgets every kept answer: here at once, in other isolates within seconds. How many there were. */
export async function clearCache(platform: Platform, actor: string): Promise<number> {
  // What is on its way to the database would come after the clearing.
  await platform.gateway.flush();
  const cleared = await clearAnswers(platform.database);
  // A new revision, on which every isolate forgets what it has in memory.
  await transact(platform, (write) => write({ expect: [], audit: [auditEntry(actor, "clear", "settings", "cache")] }));
  platform.gateway.cache.clear();
  return cleared;
}
