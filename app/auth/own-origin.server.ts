/**
 * The answer to a form of the dashboard that was sent from another address than the one it arrived at; null where they are
 * the same, or a program sent it. Of pages React Router refuses these too (CSRF), but says neither why nor what to do, and
 * almost always the reason is a proxy that does not tell how the gateway is reached; routes without a page it does not check.
 */
export function refuseForeignForm({ headers, method }: Request, url: URL): Response | null {
  if (method === "GET" || method === "HEAD" || url.pathname.startsWith("/api/")) return null;
  const from = headers.get("origin") ?? (headers.get("sec-fetch-site") === "cross-site" ? "another site" : null);
  if (from === null || from === url.origin) return null;
  const text = `This form was sent from ${from}, and reached the gateway as one of ${url.origin}. If there is a proxy between, let it pass on Host and X-Forwarded-Proto, and start the gateway with TRUST_PROXY=1.`;
  console.error(`A form was refused. ${text}`);
  return new Response(text, { status: 403, headers: { "content-type": "text/plain; charset=utf-8" } });
}
