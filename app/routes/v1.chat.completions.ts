import type { ClientRouteArgs } from "~/client-api";
import { openAiChat } from "~/gateway/dialects/openai";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiChat, request, platform.defer);
