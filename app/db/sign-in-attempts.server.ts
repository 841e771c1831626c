export const mostWrongPasswords = 5;
const windowMs = 15 * 60_000;
const pauseMs = 15 * 60_000;

export interface SignInAttempts {
  /** Tries in the current window, this one included; above `mostWrongPasswords` while a pause lasts. */
  failures: number;
  /** Unix ms, null where there is no pause. */
  pausedUntil: number | null;
}

interface Row {
  failures: number;
  window_start: number;
  paused_until: number | null;
}

/** Counts a try and answers the count, in one statement. During a pause the pause is not prolonged. */
export async function countSignInAttempt(database: D1Database, address: string, now: number): Promise<SignInAttempts> {
  const isPaused = "paused_until > ?2";
  const isOver = "(paused_until is not null and paused_until <= ?2) or (paused_until is null and window_start <= ?3)";
  const row = await database
    .prepare(
      `insert into sign_in_attempts (address, failures, window_start, paused_until) values (?1, 1, ?2, null)
       on conflict (address) do update set
         failures = case when ${isOver} then 1 else failures + 1 end,
         window_start = case when ${isOver} then ?2 else window_start end,
         paused_until = case when ${isPaused} then paused_until when ${isOver} then null when failures + 1 >= ?4 then ?5 else null end
       returning failures, window_start, paused_until`,
    )
    .bind(address, now, now - windowMs, mostWrongPasswords, now + pauseMs)
    .first<Row>();
  return { failures: row?.failures ?? 1, pausedUntil: row?.paused_until ?? null };
}

export async function readSignInAttempts(database: D1Database, address: string, now: number): Promise<SignInAttempts> {
  const row = await database
    .prepare("select failures, window_start, paused_until from sign_in_attempts where address = ?1")
    .bind(address)
    .first<Row>();
  if (!row) return { failures: 0, pausedUntil: null };
  if (row.paused_until !== null) {
    return row.paused_until > now
      ? { failures: row.failures, pausedUntil: row.paused_until }
      : { failures: 0, pausedUntil: null };
  }
  return { failures: row.window_start <= now - windowMs ? 0 : row.failures, pausedUntil: null };
}

export async function clearSignInAttempts(database: D1Database, address: string): Promise<void> {
  await database.prepare("delete from sign_in_attempts where address = ?1").bind(address).run();
}
