import { badRequest } from "../errors";
import type { MediaRequest, VideoAction } from "../media/media-request";
import { openVideoId } from "../media/video-id";
import type { JsonObject } from "../openai/fields";
import { readBody } from "../read-body";
import type { Call, Dialect } from "./dialect";
import { parseBody } from "./json-body";
import { openAiError } from "./openai-error";

const noRouting = { provider: null, models: [], strategy: null, metadata: null };

/**
 * Calls about a video that exists: https://platform.openai.com/docs/api-reference/videos. They go to the provider and the
 * credential that made it, and nowhere else.
 */
export const existingVideo = (id: string, action: VideoAction["action"]): Dialect => ({
  endpoint: action === "content" || action === "remix" ? `/v1/videos/{id}/${action}` : "/v1/videos/{id}",
  operation: "videos",
  error: openAiError,
  read: () => {
    throw new Error("a call about a video is more than its text");
  },
  async receive(request, key, ports): Promise<Call> {
    const { providerId, credentialId, model, upstreamId } = await openVideoId(ports, id, key);
    const body: JsonObject = action === "remix" ? remixBody(await readBody(request)) : {};
    const start = request.url.indexOf("?");
    const query = start < 0 ? "" : request.url.slice(start);
    const media: MediaRequest = {
      form: null,
      idempotencyKey: request.headers.get("idempotency-key"),
      keyId: key.id,
      pinned: { providerId, credentialId, model },
      video: { action, upstreamId, id, query: action === "content" ? query : "" },
      passthrough: null,
    };
    return {
      operation: "videos",
      body,
      text: null,
      model,
      stream: false,
      includeUsage: false,
      routing: noRouting,
      surface: null,
      native: null,
      media,
    };
  },
});

function remixBody(text: string): JsonObject {
  const body = parseBody(text);
  if (typeof body.prompt !== "string" || body.prompt === "")
    throw badRequest("Missing required parameter: 'prompt'.", "prompt");
  return body;
}
