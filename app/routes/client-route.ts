import type { Platform } from "~/platform/platform";

/** What a route of the client API is called with. */
export interface ClientRouteArgs {
  request: Request;
  platform: Platform;
  /** What `*` stood for, decoded. */
  rest: string;
}
