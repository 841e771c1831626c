import { issuePlaygroundKey } from "~/auth/playground-key.server";
import type { Platform } from "~/platform/platform";
import { providerFaces } from "~/routes/provider-faces.server";

/** What every mode needs: a key of the signed-in admin for the public API, and how providers look. */
export async function playgroundData(platform: Platform) {
  const [key, faces] = await Promise.all([issuePlaygroundKey(platform), providerFaces(platform)]);
  return { key, faces };
}
