import type { ClientRouteArgs } from "~/client-api";
import { openAiTranscriptions } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiTranscriptions, request, platform.defer);
