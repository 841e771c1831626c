import type { ClientRouteArgs } from "~/client-api";
import { openAiTranslations } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiTranslations, request, platform.defer);
