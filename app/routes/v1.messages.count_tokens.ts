import type { ClientRouteArgs } from "~/client-api";
import { anthropicTokenCount } from "~/gateway/dialects/anthropic/dialect";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, anthropicTokenCount(request.headers), request, platform.defer);
