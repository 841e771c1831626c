import type { CredentialRecord } from "~/db/providers.server";
import type { ProviderHealth } from "~/gateway/gateway";
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

export function credentialStates(
  records: CredentialRecord[],
  variables: Record<string, string | undefined>,
  health: ProviderHealth | undefined,
  now: number,
): CredentialState[] {
  return records.map((record) => {
    const { name, hint, env, rejections, lastError } = record;
    if (env !== null && !variables[env]) {
      return {
        name,
        hint,
        env,
        state: "off",
        cooldownUntil: null,
        lastError: `the environment variable ${env} is not set`,
        rejections,
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
): CredentialState {
  const stored: CredentialState = {
    name,
    hint: "",
    env,
    state: "ok",
    cooldownUntil: null,
    lastError: null,
    rejections: 0,
  };
  return combine(
    stored,
    health?.credentials.find((credential) => credential.name === name),
  );
}
