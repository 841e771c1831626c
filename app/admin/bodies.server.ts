import { findSealedBodies, findSealedQuestion } from "~/db/answers.server";
import { readQuestion } from "~/gateway/cache/questions";
import type { CapturedBodies } from "~/gateway/capture/capture";
import { bodiesPurpose } from "~/gateway/purposes";
import type { Platform } from "~/platform/platform";

/** What was recorded of a request; null where nothing was, or where it was sealed under another key. */
export async function readBodies({ database, gateway }: Platform, requestId: string): Promise<CapturedBodies | null> {
  const sealed = await findSealedBodies(database, requestId);
  if (sealed === null) return null;
  try {
    return JSON.parse(await gateway.ports.unseal(sealed, bodiesPurpose(requestId))) as CapturedBodies;
  } catch {
    return null;
  }
}

/** The question that a kept answer was made for; null where it is no longer kept. */
export async function readMatchedQuestion({ database, gateway }: Platform, entryId: string): Promise<string | null> {
  const sealed = await findSealedQuestion(database, entryId);
  if (sealed === null) return null;
  try {
    return await readQuestion(gateway.ports.unseal, entryId, sealed);
  } catch {
    return null;
  }
}
