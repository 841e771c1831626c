import type { Credential, Provider } from "../config/entities";
import type { CredentialMark } from "../store";

/** Contract: a rejected credential; switched off after so many rejections in a row. */
const rejectedCooldownMs = 60_000;
const quotaCooldownMs = 3_600_000;
const rejectionsUntilOff = 3;
/** A change of our own that is so young may not be in the store yet. */
const unsavedMs = 3_000;

export interface CredentialState {
  state: "ok" | "rejected" | "off";
  rejections: number;
  cooldownUntil: number;
  lastError: string | null;
  /** When this isolate last changed it. */
  changedAt: number;
}

/** What is known of upstream credentials beside their secrets. */
export class CredentialStates {
  readonly #states = new Map<string, CredentialState>();
  /** Their secret could not be had (a variable that is not set, another encryption key): no mark makes them usable. */
  readonly #withoutSecret = new Set<string>();

  of(credential: Credential): CredentialState {
    let known = this.#states.get(credential.id);
    if (known === undefined) {
      known = {
        state: credential.state,
        rejections: credential.rejections,
        cooldownUntil: credential.cooldownUntil ?? 0,
        lastError: credential.lastError,
        changedAt: 0,
      };
      this.#states.set(credential.id, known);
    }
    return known;
  }

  /** What the configuration says of all credentials; those that it does not have are forgotten. */
  adopt(providers: readonly Provider[], now: number): void {
    const seen = new Set<string>();
    this.#withoutSecret.clear();
    for (const provider of providers) {
      for (const credential of provider.credentials) {
        seen.add(credential.id);
        if (credential.secret === "") this.#withoutSecret.add(credential.id);
        this.#take({ ...credential, credentialId: credential.id }, now);
      }
    }
    for (const id of this.#states.keys()) if (!seen.has(id)) this.#states.delete(id);
  }

  /** What other isolates marked of late. */
  adoptMarks(marks: readonly CredentialMark[], now: number): void {
    for (const mark of marks) {
      if (this.#withoutSecret.has(mark.credentialId)) continue;
      // One that was not used here yet: the configuration, from which it would be taken, is older than the mark.
      if (!this.#states.has(mark.credentialId))
        this.#states.set(mark.credentialId, { ...mark, cooldownUntil: mark.cooldownUntil ?? 0, changedAt: 0 });
      else this.#take(mark, now);
    }
  }

  #take(mark: CredentialMark, now: number): void {
    const known = this.#states.get(mark.credentialId);
    if (known === undefined || now - known.changedAt < unsavedMs) return;
    known.state = mark.state;
    known.rejections = mark.rejections;
    known.lastError = mark.lastError;
    // Extended, never shortened, except by an admin who ended it or by a success.
    known.cooldownUntil = mark.cooldownUntil === null ? 0 : Math.max(known.cooldownUntil, mark.cooldownUntil);
  }

  forget(credentialId: string): void {
    this.#states.delete(credentialId);
  }

  /** Null where nothing changed that is worth keeping. */
  succeeded(credential: Credential, now: number): CredentialMark | null {
    const known = this.of(credential);
    if (known.state === "ok" && known.rejections === 0 && known.lastError === null && known.cooldownUntil === 0)
      return null;
    known.state = "ok";
    known.rejections = 0;
    known.lastError = null;
    known.changedAt = now;
    if (known.cooldownUntil <= now) known.cooldownUntil = 0;
    return markOf(credential, known);
  }

  rateLimited(credential: Credential, now: number, pauseMs: number, message: string): CredentialMark {
    const known = this.of(credential);
    known.cooldownUntil = Math.max(known.cooldownUntil, now + pauseMs);
    known.lastError = message;
    known.changedAt = now;
    return markOf(credential, known);
  }

  outOfQuota(credential: Credential, now: number, message: string): CredentialMark {
    return this.#reject(credential, now, now + quotaCooldownMs, message);
  }

  rejected(credential: Credential, now: number, message: string): CredentialMark {
    return this.#reject(credential, now, now + rejectedCooldownMs, message);
  }

  #reject(credential: Credential, now: number, until: number, message: string): CredentialMark {
    const known = this.of(credential);
    known.changedAt = now;
    known.rejections++;
    known.state = known.rejections >= rejectionsUntilOff ? "off" : "rejected";
    known.cooldownUntil = Math.max(known.cooldownUntil, until);
    known.lastError = message;
    return markOf(credential, known);
  }
}

const markOf = (credential: Credential, known: CredentialState): CredentialMark => ({
  credentialId: credential.id,
  state: known.state,
  rejections: known.rejections,
  cooldownUntil: known.cooldownUntil === 0 ? null : known.cooldownUntil,
  lastError: known.lastError,
});
