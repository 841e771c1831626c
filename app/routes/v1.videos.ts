import { authenticate } from "~/gateway/authenticate";
import { openAiVideos } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

/** The calling key's own videos. */
export async function loader({ request, platform }: ClientRouteArgs) {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  return Response.json(await gateway.videos.page(key.id, new URL(request.url).searchParams));
}

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiVideos, request, platform.defer);
