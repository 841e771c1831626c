import { anthropicTokenCount } from "~/gateway/dialects/anthropic/dialect";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, anthropicTokenCount(request.headers), request, platform.defer);
