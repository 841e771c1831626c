import type { ClientRouteArgs } from "~/client-api";
import { openAiImageEdits } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiImageEdits, request, platform.defer);
