import type { Platform } from "~/platform/platform";

// CORS of the client API: browsers may call it from the origins that the settings allow (any, unless changed).

/** What `access-control-allow-origin` says; null where the origin is not allowed. */
export async function allowedOrigin(origin: string | null, platform: Platform): Promise<string | null> {
  const { settings } = await platform.gateway.config();
  if (settings.cors.origins.includes("*")) return "*";
  return origin !== null && settings.cors.origins.includes(origin) ? origin : null;
}

/** The answer to an OPTIONS request of a page that wants to call the client API. */
export function preflight(request: Request, allowed: string | null): Response {
  const headers = new Headers({
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers":
      request.headers.get("access-control-request-headers") ?? "authorization, content-type, x-api-key, x-goog-api-key",
    "access-control-max-age": "86400",
    vary: "origin, access-control-request-headers",
  });
  if (allowed !== null) headers.set("access-control-allow-origin", allowed);
  return new Response(null, { status: 204, headers });
}

const exposed =
  "x-request-id, request-id, x-gateway-provider, x-gateway-model, x-gateway-attempts, x-gateway-cache, x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests, x-ratelimit-limit-tokens, x-ratelimit-remaining-tokens, x-ratelimit-reset-tokens, retry-after, server-timing";

/** Adds to an answer what the page's browser wants to see of it. */
export function allowOrigin(headers: Headers, allowed: string | null): void {
  headers.append("vary", "origin");
  if (allowed === null) return;
  headers.set("access-control-allow-origin", allowed);
  headers.set("access-control-expose-headers", exposed);
}
