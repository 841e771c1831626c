import type { ClientRouteArgs } from "~/client-api";
import { openAiSpeech } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiSpeech, request, platform.defer);
