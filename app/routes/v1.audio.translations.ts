import { openAiTranslations } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiTranslations, request, platform.defer);
