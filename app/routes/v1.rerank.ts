import type { ClientRouteArgs } from "~/client-api";
import { rerank } from "~/gateway/dialects/openai-media";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, rerank, request, platform.defer);
