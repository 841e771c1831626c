import type { LimitHeaders } from "../adapters/adapter";
import type { CredentialRate } from "../store";

/** An account's answers come faster than its share is worth reading; one without these headers is looked at now and then. */
const lookEveryMs = 1_000;
const silentMs = 60_000;
/** A share is written this often at most (D1 counts every row), one that stays the same less often: its age is shown. */
const writeEveryMs = 15_000;
const writeAgainMs = 60_000;
const mostCredentials = 20_000;

/** Whose headers cost something as soon as they are asked for. */
interface Answer {
  readonly headers: { get(name: string): string | null };
}

interface Known {
  nextLook: number;
  /** Null where the last answer said nothing. */
  rate: CredentialRate | null;
  /** As it was last handed over to be written. */
  written: CredentialRate | null;
}

/** How much of their vendors' rate limits credentials have used, as the last answers of this isolate said. */
export class RateBook {
  readonly #known = new Map<string, Known>();
  /** Those that were read since they were last handed over. */
  readonly #unwritten = new Set<Known>();

  /** After any answer of an upstream; reads its headers once a second at most. */
  look(credentialId: string, names: LimitHeaders, answer: Answer, now: number): void {
    let known = this.#known.get(credentialId);
    if (known === undefined) {
      known = { nextLook: 0, rate: null, written: null };
      this.#known.set(credentialId, known);
      if (this.#known.size > mostCredentials) this.#known.delete(this.#known.keys().next().value!);
    }
    if (now < known.nextLook) return;
    const used = readShare(names, answer.headers);
    known.nextLook = now + (used === null ? silentMs : lookEveryMs);
    if (used === null) return;
    known.rate = { credentialId, used, at: now };
    this.#unwritten.add(known);
  }

  of(credentialId: string): CredentialRate | null {
    return this.#known.get(credentialId)?.rate ?? null;
  }

  /** What changed since the last call, to be written once. */
  take(): CredentialRate[] {
    const changed: CredentialRate[] = [];
    for (const known of this.#unwritten) {
      const { rate, written } = known;
      if (rate === null) continue;
      if (written !== null && rate.at - written.at < (written.used === rate.used ? writeAgainMs : writeEveryMs))
        continue;
      known.written = rate;
      this.#unwritten.delete(known);
      changed.push(rate);
    }
    return changed;
  }
}

/** The largest share of the limits that an answer tells, in whole percent; null where it tells none. */
function readShare(names: LimitHeaders, headers: { get(name: string): string | null }): number | null {
  let used: number | null = null;
  for (const [limitName, remainingName] of names) {
    const remaining = headers.get(remainingName);
    if (remaining === null) continue;
    const [limit, left] = [Number(headers.get(limitName)), Number(remaining)];
    if (!(limit > 0) || !Number.isFinite(left)) continue;
    used = Math.max(used ?? 0, Math.min(100, Math.max(0, Math.round((1 - left / limit) * 100))));
  }
  return used;
}
