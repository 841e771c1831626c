import { readProviders } from "~/db/providers.server";
import type { Platform } from "~/platform/platform";
import { auditEntry } from "./audit";
import { transact } from "./transact.server";

// The end of a drain: a provider that was asked to go off does so once no request of this process is with it.

type Parts = Pick<Platform, "database" | "gateway">;

const lookEveryMs = 250;
/** Longer than a request may take by default; what is open then is left to the next maintenance. */
const longestWaitMs = 600_000;

/** Waits for the open requests, then switches the provider off; stops waiting where the drain is taken back. */
export async function switchOffOnceIdle({ database, gateway }: Parts, id: string): Promise<void> {
  for (let waited = 0; gateway.openAt(id) > 0; waited += lookEveryMs) {
    const provider = (await gateway.config()).providersById.get(id);
    if (gateway.stopping || waited >= longestWaitMs || provider?.drain !== "off") return;
    await gateway.ports.sleep(lookEveryMs);
  }
  await transact({ database, gateway }, async (write) => {
    const [stored] = await readProviders(database, id);
    if (stored?.provider.drain !== "off") return;
    const { provider } = stored;
    const updatedAt = Math.max(gateway.ports.now(), provider.updatedAt + 1);
    await write({
      expect: [{ table: "providers", id, updatedAt: provider.updatedAt }],
      providers: { upsert: [{ ...provider, enabled: false, drain: null, updatedAt }] },
      audit: [auditEntry("gateway", "update", "provider", id, { fields: ["enabled", "drain"] })],
    });
  });
}

/** Drains that nobody waits for any more, as their process ended. */
export async function switchOffDrained(parts: Parts): Promise<void> {
  const { providers } = await parts.gateway.config();
  for (const { id, drain } of providers)
    if (drain === "off" && parts.gateway.openAt(id) === 0) await switchOffOnceIdle(parts, id);
}
