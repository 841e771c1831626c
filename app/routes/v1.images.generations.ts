import type { ClientRouteArgs } from "~/client-api";
import { openAiImages } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiImages, request, platform.defer);
