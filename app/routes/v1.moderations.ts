import type { ClientRouteArgs } from "~/client-api";
import { openAiModerations } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiModerations, request, platform.defer);
