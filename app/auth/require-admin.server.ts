import { type MiddlewareFunction, type RouterContextProvider, redirect } from "react-router";
import { adminContext, platformContext } from "~/context";
import { touchKey } from "~/db/keys.server";
import { equalsInConstantTime, sha256Hex } from "~/lib/hash";
import type { Platform } from "~/platform/platform";
import { isSignedIn } from "./session.server";

/** Nothing of the dashboard or its API is kept on the way or by the browser: pages, the data behind them, redirects, refusals. */
export const keepNothing: MiddlewareFunction<Response> = async (_, next) => {
  const response = await next();
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
};

/** After the sign-in: what is read next has what this process answered before. */
export const catchUp: MiddlewareFunction<Response> = async ({ context }, next) => {
  await context.get(platformContext).gateway.log.catchUp();
  return next();
};

/** For dashboard pages: a visitor who is not signed in goes to /login?next=... */
export const requireAdmin: MiddlewareFunction<Response> = async ({ request, url, context }, next) => {
  const platform = context.get(platformContext);
  if (!(await isSignedIn(platform, request))) {
    const wanted = request.method === "GET" ? url.pathname + url.search : pageOf(request, url);
    throw redirect(wanted === "/admin" ? "/login" : `/login?next=${encodeURIComponent(wanted)}`);
  }
  context.set(adminContext, { actor: "dashboard" });
  return next();
};

/** The page that a form was sent from: what it is sent to may not be a page. */
function pageOf(request: Request, url: URL): string {
  const page = URL.parse(request.headers.get("referer") ?? "");
  return page?.host === url.host && page.pathname.startsWith("/admin/") ? page.pathname + page.search : url.pathname;
}

/** For /api/admin and /metrics: bearer token, admin API key, or session cookie of the same origin. */
export const requireAdminApi: MiddlewareFunction<Response> = async ({ request, context }, next) =>
  (await authorizeAdminApi(request, context)) ?? next();

/** Names who acts in the context, or answers the refusal. */
export async function authorizeAdminApi(
  request: Request,
  context: Readonly<RouterContextProvider>,
): Promise<Response | null> {
  const platform = context.get(platformContext);
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const token = authorization.match(/^Bearer\s+(\S+)\s*$/i)?.[1] ?? "";
    const actor = await actorOf(platform, token);
    if (actor instanceof Response) return actor;
    context.set(adminContext, { actor });
    return null;
  }
  if (!(await isSignedIn(platform, request))) return unauthorized("An admin token or an admin API key is needed.");
  if (!isSameOrigin(request))
    return refusal(
      403,
      "permission_error",
      "cross_origin",
      "The session cookie works from the dashboard's own pages only.",
    );
  context.set(adminContext, { actor: "dashboard" });
  return null;
}

async function actorOf(platform: Platform, token: string): Promise<string | Response> {
  const { env, gateway } = platform;
  if (env.adminToken !== null && (await equalsInConstantTime(token, env.adminToken))) return "admin-token";
  const now = Date.now();
  const key = token === "" ? null : await gateway.ports.store.findKey(await sha256Hex(token), now);
  if (!key?.enabled || (key.expiresAt !== null && key.expiresAt <= now))
    return unauthorized("The admin token or API key is not valid.");
  if (key.role !== "admin")
    return refusal(403, "permission_error", "admin_only", "This API key may not use the admin API.");
  noteUse(platform, key.id, now);
  return `key:${key.id}`;
}

const noteEveryMs = 60_000;
/** When the use of an admin key was last written down, by key. */
const noted = new WeakMap<D1Database, Map<string, number>>();

/** A call of the admin API has no log row, which would say that its key was used. */
function noteUse({ database, defer }: Platform, keyId: string, now: number): void {
  const times = noted.get(database) ?? new Map<string, number>();
  noted.set(database, times);
  if (now - (times.get(keyId) ?? 0) < noteEveryMs) return;
  times.set(keyId, now);
  defer(touchKey(database, keyId, now).catch(() => times.delete(keyId)));
}

/** Browsers send `Origin` with every write; a page of another site cannot make it ours. */
function isSameOrigin(request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  return request.headers.get("origin") === new URL(request.url).origin;
}

const unauthorized = (message: string) => refusal(401, "authentication_error", "invalid_api_key", message);

const refusal = (status: number, type: string, code: string, message: string) =>
  Response.json(
    { error: { message, type, code, param: null } },
    { status, headers: { "cache-control": "no-store", ...(status === 401 ? { "www-authenticate": "Bearer" } : {}) } },
  );
