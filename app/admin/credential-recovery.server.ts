import type { Credential, Provider } from "~/gateway/config/entities";
import type { Platform } from "~/platform/platform";

/** After a test that went well: whatever was held against these credentials and their provider no longer holds. */
export async function recovered(
  { gateway }: Pick<Platform, "gateway">,
  provider: Provider,
  credentials: readonly Credential[],
): Promise<void> {
  await gateway.closeBreakers(provider.id);
  for (const credential of credentials) {
    const known = gateway.healthBook.credential(credential);
    if (known.state === "ok" && known.cooldownUntil === 0 && known.lastError === null) continue;
    const ok = { state: "ok" as const, rejections: 0, cooldownUntil: null, lastError: null };
    await gateway.ports.store.markCredential({ credentialId: credential.id, ...ok });
    gateway.resetCredential(credential.id);
  }
}
