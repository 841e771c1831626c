import type { Ports } from "../ports";
import type { Used } from "./limit-counter";

const hourMs = 3_600_000;

/** Sums of hours that do not change any more, by the start of their period: they are read once. `until` in Unix ms. */
export type ClosedHours = Map<number, Used & { until: number }>;
/** A budget and a quota may have periods of their own; a month that is over is not asked for again. */
const mostPeriods = 4;

/** Cost and tokens of finished requests whose log rows are not written yet: the store does not know them. Null: of all keys. */
export type Unwritten = (keyId: string | null) => { microUsd: number; tokens: number };

/** What a key, or with an empty id all of them together, used since `from` (Unix ms, start of a period). */
export async function usedSince(
  { store, now }: Pick<Ports, "store" | "now">,
  subject: { id: string; closed: ClosedHours },
  from: number,
  unwrittenOf: Unwritten,
): Promise<Used> {
  const keyId = subject.id === "" ? null : subject.id;
  // Rows are counted in the hour in which their request began, and written when it ends.
  const until = Math.floor(now() / hourMs - 2) * hourMs;
  let closed = subject.closed.get(from) ?? { from, until: from, microUsd: 0, tokens: 0 };
  if (until > closed.until) {
    const sums = await store.used(keyId, closed.until, until);
    closed = { from, until, microUsd: closed.microUsd + sums.microUsd, tokens: closed.tokens + sums.tokens };
    if (subject.closed.size >= mostPeriods) subject.closed.clear();
    subject.closed.set(from, closed);
  }
  const recent = await store.used(keyId, Math.max(from, closed.until), null);
  const unwritten = unwrittenOf(keyId);
  return {
    from,
    microUsd: closed.microUsd + recent.microUsd + unwritten.microUsd,
    tokens: closed.tokens + recent.tokens + unwritten.tokens,
  };
}
