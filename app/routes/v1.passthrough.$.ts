import type { ClientRouteArgs } from "~/client-api";
import { passthroughDialect } from "~/gateway/dialects/passthrough";
import { handle } from "~/gateway/handle";

export const any = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, passthroughDialect, request, platform.defer);
