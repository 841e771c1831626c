import { quotes } from "../capture/mask";
import type { UpstreamResponse } from "../ports";

/** Between two neighbours on the way only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop = new Set(
  "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade host content-length".split(
    " ",
  ),
);
/** The client's to the gateway: who it is, where it comes from, what it may say to this host. */
const forGateway = new Set(
  "authorization x-api-key x-goog-api-key api-key cookie cookie2 origin referer accept-encoding via forwarded expect x-real-ip true-client-ip cdn-loop x-request-id".split(
    " ",
  ),
);
const forGatewayPrefix = /^(?:x-forwarded-|cf-|sec-|x-gateway-|access-control-)/;

/** Headers of a client's request that an upstream may see, in lower case. */
export function requestHeaders(headers: Headers): Record<string, string> {
  const named = listed(headers.get("connection"));
  const result: Record<string, string> = {};
  for (const [name, value] of headers.entries()) {
    if (hopByHop.has(name) || forGateway.has(name) || forGatewayPrefix.test(name) || named.has(name)) continue;
    result[name] = value;
  }
  return result;
}

/** The gateway's own, of a connection that it does not share with the client, or whose account it is. */
const notPassedBack = new Set(
  "content-encoding set-cookie set-cookie2 alt-svc strict-transport-security server-timing x-request-id content-type date server nel report-to via x-powered-by openai-organization openai-project anthropic-organization-id".split(
    " ",
  ),
);

/** Headers of an upstream's answer that its client may see. An address below the base URL becomes the gateway's. */
export function answerHeaders(
  { headers }: UpstreamResponse,
  { baseUrl, secrets, prefix }: { baseUrl: string; secrets: readonly string[]; prefix: string },
): Record<string, string> {
  const named = listed(headers.get("connection"));
  const result: Record<string, string> = {};
  for (const [name, value] of headers.entries?.() ?? []) {
    if (hopByHop.has(name) || notPassedBack.has(name) || named.has(name)) continue;
    if (/^(?:x-gateway-|x-ratelimit-|access-control-|cf-)/.test(name) || value === "") continue;
    if (secrets.some((secret) => quotes(value, secret))) continue;
    result[name] =
      name === "location" && value.startsWith(`${baseUrl}/`) ? prefix + value.slice(baseUrl.length) : value;
  }
  const upstreamId = headers.get("x-request-id");
  if (upstreamId !== null) result["x-upstream-request-id"] = upstreamId;
  return result;
}

const listed = (value: string | null): Set<string> =>
  new Set((value ?? "").split(",").map((name) => name.trim().toLowerCase()));
