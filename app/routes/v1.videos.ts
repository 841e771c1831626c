import type { ClientRouteArgs } from "~/client-api";
import { openAiVideos } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiVideos, request, platform.defer);
