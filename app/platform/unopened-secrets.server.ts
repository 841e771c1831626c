import { fromBase64Url } from "../lib/base64.ts";
import { sealedElsewhere } from "../lib/seal.ts";
import { encryptionKeys } from "./node-settings.ts";

/**
 * What a start says where the database has secrets that the host's keys do not open: whose they are, and what to do. Null
 * where there are none. `variables` are the host's, with keys that are in order.
 */
export async function unopenedSecrets(
  database: D1Database,
  variables: Record<string, string | undefined>,
): Promise<string | null> {
  const { key, former } = encryptionKeys(variables);
  const isElsewhere = await sealedElsewhere([key, ...former].map(fromBase64Url));
  const { results } = await database
    .prepare(
      "select provider_id as owner, sealed as text from credentials where sealed is not null union all select id, headers from providers union all select '', value from settings where key = 'settings' order by owner",
    )
    .all<{ owner: string; text: string }>();
  const owners = new Set(results.filter(({ text }) => isElsewhere(text)).map(({ owner }) => owner));
  if (owners.size === 0) return null;
  const ofAlerts = owners.delete("");
  const what = [
    ...(owners.size > 0 ? [`credentials or secret headers of ${[...owners].join(", ")}`] : []),
    ...(ofAlerts ? ["the alerts' webhook"] : []),
  ];
  return `Stored under another ENCRYPTION_KEY, so that they cannot be used: ${what.join("; ")}. Start with that key again, or name it in ENCRYPTION_KEY_PREVIOUS, or enter them anew.`;
}
