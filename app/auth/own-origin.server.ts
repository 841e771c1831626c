/**
 * The answer to a form of the dashboard that was sent from another address than the one it arrived at; null where they are
 * the same, or a program sent it. React Router refuses these too (CSRF), but says neither why nor what to do, and almost
 * always the reason is a proxy that does not tell how the gateway is reached.
 */
export function refuseForeignForm(request: Request, url: URL): Response | null {
  const origin = request.headers.get("origin");
  if (origin === null || request.method === "GET" || request.method === "HEAD") return null;
  if (url.pathname.startsWith("/api/") || origin === url.origin) return null;
  const text = `This form was sent from ${origin}, and reached the gateway as one of ${url.origin}. If there is a proxy between, let it pass on Host and X-Forwarded-Proto, and start the gateway with TRUST_PROXY=1.`;
  console.error(`A form was refused. ${text}`);
  return new Response(text, { status: 403, headers: { "content-type": "text/plain; charset=utf-8" } });
}
