import { existingVideo } from "~/gateway/dialects/openai-video";
import { GatewayError } from "~/gateway/errors";
import { handle } from "~/gateway/handle";
import type { VideoAction } from "~/gateway/media/media-request";
import type { ClientRouteArgs } from "~/routes/client-route";

const actions: Record<string, VideoAction["action"]> = {
  "GET ": "retrieve",
  "HEAD ": "retrieve",
  "DELETE ": "delete",
  "GET content": "content",
  "HEAD content": "content",
  "POST remix": "remix",
};

/** `/v1/videos/{id}`, `/v1/videos/{id}/content`, `/v1/videos/{id}/remix` */
export function any({ request, platform, rest }: ClientRouteArgs) {
  const [id = "", operation = "", ...more] = rest.split("/");
  const action = more.length === 0 ? actions[`${request.method} ${operation}`] : undefined;
  if (action !== undefined) return handle(platform.gateway, existingVideo(id, action), request, platform.defer);
  if (more.length === 0 && ["", "content", "remix"].includes(operation)) {
    const allow = { "": "GET, DELETE", content: "GET", remix: "POST" }[operation] ?? "GET";
    throw new GatewayError({
      status: 405,
      type: "invalid_request_error",
      code: "method_not_allowed",
      message: `${request.method} is not allowed on /v1/videos/${operation === "" ? "{id}" : `{id}/${operation}`}: use ${allow}.`,
      headers: { allow },
    });
  }
  throw new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: `Unknown request URL: ${request.method} /v1/videos/{id}/${[operation, ...more].join("/")}.`,
  });
}
