import { claimProbe, readProbes, saveProbe } from "~/db/probes.server";
import type { ProbeConfig } from "~/gateway/config/config";
import type { Credential, Provider } from "~/gateway/config/entities";
import type { CredentialMark } from "~/gateway/store";
import type { Platform } from "~/platform/platform";
import type { Probe } from "./provider-probe";
import { probeHealth, probeModel } from "./provider-test.server";

type Parts = Pick<Platform, "database" | "gateway">;

/** At most so many upstreams are asked at a time, and in one run; the others have their turn in the next one. */
const mostAtOnce = 12;
/** When this isolate looks again whether a probe is due: page requests do not ask the database each time. */
const lookEveryMs = 10_000;
let nextLookAt = 0;

/** A probe that begins a moment before its time is not put off for a whole turn of the timer. */
const slackMs = 2_000;

/** Runs the health probes that are due; answers how many. Of several isolates that look at once, one asks an upstream. */
export async function runDueProbes({ database, gateway }: Parts, now: number): Promise<number> {
  const { providers } = await gateway.config();
  const probed = providers.filter((provider) => provider.enabled && provider.probe?.enabled);
  if (probed.length === 0) return 0;
  const last = new Map((await readProbes(database)).map((row) => [row.providerId, row.startedAt]));
  const due = probed.filter(
    ({ id, probe }) => now - (last.get(id) ?? 0) >= (probe?.intervalSeconds ?? 0) * 1000 - slackMs,
  );
  const ran = await Promise.all(due.slice(0, mostAtOnce).map((provider) => run({ database, gateway }, provider, now)));
  if (ran.includes(true)) {
    await gateway.log.flush();
    await gateway.sendAlerts();
  }
  return ran.filter(Boolean).length;
}

/** For visits of an admin and the Node host's timer: looks at most every ten seconds. Never rejects. */
export async function runProbesWhereDue(parts: Parts, now = Date.now()): Promise<void> {
  if (now < nextLookAt) return;
  nextLookAt = now + lookEveryMs - slackMs;
  await runDueProbes(parts, now).catch((error) => console.error("Health probes could not be run:", error));
}

async function run({ database, gateway }: Parts, provider: Provider, now: number): Promise<boolean> {
  const { probe } = provider;
  if (!probe) return false;
  if (!(await claimProbe(database, provider.id, now, now - probe.intervalSeconds * 1000 + slackMs))) return false;
  const credential = credentialOf(gateway, provider, probe, now);
  if (credential === undefined) {
    await saveProbe(
      database,
      provider.id,
      { ok: false, status: 0, latencyMs: 0, error: "No credential can be used." },
      null,
    );
    return true;
  }
  const result = await probeHealth(gateway.ports, provider, credential, probe);
  await learnFrom(gateway, provider, credential, probe, result);
  await saveProbe(database, provider.id, result, credential?.name ?? null);
  return true;
}

/** They take turns; one that cools down only where no other is left. Null: the provider needs none. */
function credentialOf(
  { healthBook }: Platform["gateway"],
  { credentials }: Provider,
  { intervalSeconds }: ProbeConfig,
  now: number,
): Credential | null | undefined {
  if (credentials.length === 0) return null;
  const usable = credentials.filter((each) => each.secret !== "" && healthBook.credential(each).state !== "off");
  const awake = usable.filter((each) => healthBook.credential(each).cooldownUntil <= now);
  const list = awake.length > 0 ? awake : usable;
  return list[Math.floor(now / (intervalSeconds * 1000)) % list.length];
}

/** A success closes breakers and ends what is held against the credential; a failure counts as one of a request does. */
async function learnFrom(
  { healthBook, ports }: Platform["gateway"],
  provider: Provider,
  credential: Credential | null,
  probe: ProbeConfig,
  { ok, failure }: Probe,
): Promise<void> {
  const now = ports.now();
  const target = {
    providerId: provider.id,
    credential,
    model: probe.kind === "token" ? (probeModel(provider, probe)?.id ?? null) : null,
  };
  let mark: CredentialMark | null = null;
  if (ok) {
    healthBook.probed(target, true, now);
    if (credential !== null) mark = healthBook.credentials.succeeded(credential, now);
  } else if (failure !== null) {
    const { kind, retryAfterMs, message } = failure;
    if (kind === "network" || kind === "timeout" || kind === "server" || kind === "format")
      healthBook.probed(target, false, now);
    if (credential !== null && kind === "rate_limit")
      mark = healthBook.rateLimited(credential, now, retryAfterMs, message);
    if (credential !== null && kind === "quota") mark = healthBook.credentials.outOfQuota(credential, now, message);
    if (credential !== null && kind === "credential") mark = healthBook.credentials.rejected(credential, now, message);
  }
  if (mark !== null) await ports.store.markCredential(mark);
}
