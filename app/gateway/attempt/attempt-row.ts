import { elapsed } from "../elapsed";
import type { AttemptRow } from "../log/log-row";
import type { RequestRecord } from "../log/record";
import type { MediaResult } from "../media/attempt";
import type { Place } from "../routing/plan";
import type { AttemptResult } from "./attempt";

interface Ended {
  place: Place;
  result: AttemptResult | MediaResult;
  /** Unix ms. */
  startedAt: number;
  endedAt: number;
  reason: string;
}

/** What the log says of an attempt that ended; the next of its request. */
export const attemptRow = (
  record: RequestRecord,
  { place, result, startedAt, endedAt, reason }: Ended,
): AttemptRow => ({
  index: record.attempts.length,
  providerId: place.providerId,
  credentialName: place.credentialName,
  model: place.model,
  status: result.failure === null ? ("media" in result ? result.media.status : 200) : result.failure.status,
  errorCode: result.failure?.code ?? null,
  errorMessage: result.failure?.message.slice(0, 2000) ?? null,
  startedMs: elapsed(record.startedAt, startedAt),
  firstByteMs: result.firstByteAt === null ? null : elapsed(startedAt, result.firstByteAt),
  latencyMs: elapsed(startedAt, endedAt),
  reason,
});
