import type { ClientRouteArgs } from "~/client-api";
import { openAiCompletions } from "~/gateway/dialects/openai";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiCompletions, request, platform.defer);
