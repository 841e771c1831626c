import type { ClientRouteArgs } from "~/client-api";
import { anthropicMessages } from "~/gateway/dialects/anthropic/dialect";
import { handle } from "~/gateway/handle";

export const action = ({ request, platform }: ClientRouteArgs) =>
  handle(platform.gateway, anthropicMessages(request.headers), request, platform.defer);
