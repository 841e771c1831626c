import type { Credential, Provider } from "~/gateway/config/entities";
import type { CredentialMark } from "~/gateway/store";
import type { Platform } from "~/platform/platform";
import { probeCredential } from "./provider-test.server";

const hourMs = 3_600_000;
/** A run asks at most so many upstreams; the others have their turn in the next one. */
const mostAtOnce = 12;

type Parts = Pick<Platform, "database" | "gateway">;

/**
 * Credentials that were switched off after rejections are tried again every hour, with the cheapest call that the upstream
 * has. One that is taken again is used again, but a single further rejection switches it off.
 */
export async function retryCredentials({ database, gateway }: Parts, now: number): Promise<void> {
  const { providers } = await gateway.config();
  const { results } = await database
    .prepare("select id, marked_at as markedAt from credentials where state = 'off'")
    .all<{ id: string; markedAt: number }>();
  const markedAt = new Map(results.map((row) => [row.id, row.markedAt]));
  const due: { provider: Provider; credential: Credential }[] = [];
  for (const provider of providers) {
    if (!provider.enabled) continue;
    for (const credential of provider.credentials) {
      const known = gateway.healthBook.credential(credential);
      const since = Math.max(known.changedAt, markedAt.get(credential.id) ?? 0);
      if (known.state === "off" && credential.secret !== "" && now - since >= hourMs)
        due.push({ provider, credential });
    }
  }
  await Promise.all(due.slice(0, mostAtOnce).map((item) => retry({ database, gateway }, item, now)));
}

async function retry(
  { gateway }: Parts,
  { provider, credential }: { provider: Provider; credential: Credential },
  now: number,
): Promise<void> {
  const known = gateway.healthBook.credential(credential);
  const { ok, error } = await probeCredential(gateway.ports, provider, credential);
  const mark: CredentialMark = {
    credentialId: credential.id,
    state: ok ? "ok" : "off",
    rejections: ok ? 2 : known.rejections,
    cooldownUntil: null,
    lastError: ok ? null : (error ?? known.lastError),
  };
  await gateway.ports.store.markCredential(mark);
  Object.assign(known, mark, { cooldownUntil: 0, changedAt: now });
}
