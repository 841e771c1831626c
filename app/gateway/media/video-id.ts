import type { ApiKey } from "../config/entities";
import { GatewayError } from "../errors";
import type { Ports } from "../ports";
import type { Place } from "../routing/plan";

// A video's id says where it is: provider, credential, the upstream's own id, and whose it is, sealed. So every isolate
// finds it again without a table, nobody can make one up, and another API key cannot read it.

const purpose = "video id";

export interface VideoPlace {
  providerId: string;
  credentialId: string | null;
  model: string;
  upstreamId: string;
}

export async function sealVideoId(
  ports: Pick<Ports, "seal">,
  upstreamId: string,
  { providerId, credential, model }: Place,
  keyId: string,
): Promise<string> {
  const clear = JSON.stringify([providerId, credential?.id ?? null, model, upstreamId, keyId]);
  // A dot would read as a file's ending in an address.
  return `video_${(await ports.seal(clear, purpose)).replaceAll(".", "~")}`;
}

/** Where the video is; 404 for an id that is none of the gateway's or of another API key. */
export async function openVideoId(ports: Pick<Ports, "unseal">, id: string, key: ApiKey): Promise<VideoPlace> {
  try {
    const clear = await ports.unseal(id.replace(/^video_/, "").replaceAll("~", "."), purpose);
    const [providerId, credentialId, model, upstreamId, keyId] = JSON.parse(clear);
    if (keyId === key.id) return { providerId, credentialId, model, upstreamId };
  } catch {
    // Not sealed here: the same answer as for somebody else's.
  }
  throw new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "video_not_found",
    message: "There is no such video for this API key.",
    param: "video_id",
  });
}
