import type { ClientRouteArgs } from "~/client-api";
import { openAiResponses } from "~/gateway/dialects/responses/dialect";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiResponses, request, platform.defer);
