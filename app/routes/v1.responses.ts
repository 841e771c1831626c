import { openAiResponses } from "~/gateway/dialects/responses/dialect";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiResponses, request, platform.defer);
