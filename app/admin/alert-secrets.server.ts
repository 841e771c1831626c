import type { AlertSettings } from "~/gateway/alerts/alert-schema";
import { secretPurpose, webhookPurpose } from "~/gateway/alerts/alert-sender";
import { REDACTED } from "~/gateway/config/config";
import type { Settings } from "~/gateway/config/settings";
import { checkBaseUrl } from "~/gateway/upstream-url";
import { sealerFor } from "~/lib/seal";
import type { Platform } from "~/platform/platform";
import type { Issue } from "./errors";

// The webhook's address and secret: sealed in the store, redacted in documents. An address such as Slack's is a secret in
// itself, so that only its origin is shown.

type Parts = Pick<Platform, "env">;

/** The clear text; null where nothing is stored, or it was sealed under another ENCRYPTION_KEY. */
const opened = (platform: Parts, sealed: string | null, purpose: string): Promise<string | null> =>
  sealed === null
    ? Promise.resolve(null)
    : sealerFor(platform.env)
        .unseal(sealed, purpose)
        .catch(() => null);

const redactedAddress = (url: string): string => `${new URL(url).origin}/${REDACTED}`;

/** Stored settings as documents have them. */
export async function shownSettings(platform: Parts, settings: Settings): Promise<Settings> {
  const { webhook, secret } = settings.alerts;
  if (webhook === null && secret === null) return settings;
  const url = await opened(platform, webhook, webhookPurpose);
  return {
    ...settings,
    alerts: {
      ...settings.alerts,
      webhook: webhook === null ? null : url === null ? REDACTED : redactedAddress(url),
      secret: secret === null ? null : REDACTED,
    },
  };
}

/** Stored settings with the clear secrets; `unreadable` names those that another ENCRYPTION_KEY sealed, and are left out. */
export async function openedSettings(
  platform: Parts,
  settings: Settings,
): Promise<{ settings: Settings; unreadable: string[] }> {
  const { alerts } = settings;
  const webhook = await opened(platform, alerts.webhook, webhookPurpose);
  const secret = await opened(platform, alerts.secret, secretPurpose);
  const unreadable = [
    ...(webhook === null && alerts.webhook !== null ? ["alerts.webhook"] : []),
    ...(secret === null && alerts.secret !== null ? ["alerts.secret"] : []),
  ];
  return { settings: { ...settings, alerts: { ...alerts, webhook, secret } }, unreadable };
}

/** What is wrong with the alerts of a document. `base` leads to the settings within the body. */
export async function alertIssues(
  platform: Parts,
  wanted: AlertSettings,
  stored: AlertSettings,
  base: readonly string[] = [],
): Promise<Issue[]> {
  const issues: Issue[] = [];
  const report = (field: string, message: string) =>
    issues.push({ path: [...base, "alerts", field].join("."), message });
  const { webhook, secret } = wanted;
  if (webhook?.endsWith(REDACTED)) {
    const url = await opened(platform, stored.webhook, webhookPurpose);
    const kept = stored.webhook !== null && (url === null ? webhook === REDACTED : webhook === redactedAddress(url));
    if (!kept) report("webhook", "no such address is stored that could be kept");
  } else if (webhook !== null) {
    const reason = checkBaseUrl(webhook, platform.env.allowPrivateUpstreams);
    if (reason !== null) report("webhook", reason);
  }
  if (secret === REDACTED && stored.secret === null) report("secret", "no secret is stored that could be kept");
  return issues;
}

/** A document's settings as the store has them; what did not change stays byte for byte. Call after `alertIssues`. */
export async function storedSettings(platform: Parts, wanted: Settings, stored: AlertSettings): Promise<Settings> {
  const sealer = sealerFor(platform.env);
  const keep = async (value: string | null, before: string | null, purpose: string) => {
    if (value === null) return null;
    if (value.endsWith(REDACTED) || (await opened(platform, before, purpose)) === value) return before;
    return sealer.seal(value, purpose);
  };
  const { webhook, secret } = wanted.alerts;
  return {
    ...wanted,
    alerts: {
      ...wanted.alerts,
      webhook: await keep(webhook, stored.webhook, webhookPurpose),
      secret: await keep(secret, stored.secret, secretPurpose),
    },
  };
}
