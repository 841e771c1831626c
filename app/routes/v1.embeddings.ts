import type { ClientRouteArgs } from "~/client-api";
import { openAiEmbeddings } from "~/gateway/dialects/openai";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, openAiEmbeddings, request, platform.defer);
