import { openAiCompletions } from "~/gateway/dialects/openai";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiCompletions, request, platform.defer);
