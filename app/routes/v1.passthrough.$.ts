import { passthroughDialect } from "~/gateway/dialects/passthrough";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

export const any = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, passthroughDialect, request, platform.defer);
