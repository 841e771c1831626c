import type { CredentialRecord } from "~/db/providers.server";
import type { ProviderHealth } from "~/gateway/provider-health";
import type { RateBook } from "~/gateway/routing/rate-book";
import type { CredentialRate } from "~/gateway/store";
import type { CredentialState } from "./types";

type LiveCredential = ProviderHealth["credentials"][number];

const severity = { ok: 0, cooling: 1, rejected: 2, off: 3 } as const;

/** What the database has, unless this process knows something worse: its own findings are newer than what is stored. */
function combine(stored: CredentialState, live: LiveCredential | undefined): CredentialState {
  if (!live || severity[live.state] < severity[stored.state]) return stored;
  if (live.state === "ok") return stored;
  return {
    ...stored,
    state: live.state,
    cooldownUntil: live.cooldownUntil,
    lastError: live.lastError ?? stored.lastError,
  };
}

type Rate = Pick<CredentialRate, "used" | "at">;

/** Other isolates have answers of their own: the newest one counts. */
function newerRate(live: Rate | null, stored: Rate | null): CredentialState["rateLimit"] {
  const newest = live !== null && live.at >= (stored?.at ?? 0) ? live : stored;
  return newest && { used: newest.used / 100, at: new Date(newest.at).toISOString() };
}

export function credentialStates(
  records: CredentialRecord[],
  variables: Record<string, string | undefined>,
  health: ProviderHealth | undefined,
  rates: RateBook,
  now: number,
): CredentialState[] {
  return records.map((record) => {
    const { id, name, hint, env, rejections, lastError, rateUsed, rateAt } = record;
    const kept = rateUsed === null || rateAt === null ? null : { used: rateUsed, at: rateAt };
    const rateLimit = newerRate(rates.of(id), kept);
    if (env !== null && !variables[env]) {
      return {
        name,
        hint,
        env,
        state: "off",
        cooldownUntil: null,
        lastError: `the environment variable ${env} is not set`,
        rejections,
        rateLimit,
      };
    }
    const cooling = record.cooldownUntil !== null && record.cooldownUntil > now;
    const stored: CredentialState = {
      name,
      hint,
      env,
      state: record.state === "ok" && cooling ? "cooling" : record.state,
      cooldownUntil: cooling ? new Date(record.cooldownUntil ?? 0).toISOString() : null,
      lastError,
      rejections,
      rateLimit,
    };
    return combine(
      stored,
      health?.credentials.find((credential) => credential.name === name),
    );
  });
}

export function environmentCredentialState(
  name: string,
  env: string,
  health: ProviderHealth | undefined,
  rate: Rate | null,
): CredentialState {
  const stored: CredentialState = {
    name,
    hint: "",
    env,
    state: "ok",
    cooldownUntil: null,
    lastError: null,
    rejections: 0,
    rateLimit: newerRate(rate, null),
  };
  return combine(
    stored,
    health?.credentials.find((credential) => credential.name === name),
  );
}
