import type { MiddlewareFunction } from "react-router";

/** For dashboard pages: a visitor who is not signed in goes to /login?next=... */
export const requireAdmin: MiddlewareFunction<Response> = async () => {
  throw new Error("requireAdmin is being written");
};

/** For /api/admin and /metrics: bearer token, admin API key, or session cookie of the same origin. */
export const requireAdminApi: MiddlewareFunction<Response> = async () => {
  throw new Error("requireAdminApi is being written");
};
