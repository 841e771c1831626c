export type Fix = "key" | "model" | "notAllowed" | "credentials" | "upstream" | "limit" | "request";

/** What to do about a first request that failed, by the gateway's own error codes. */
export function fixFor(status: number, code: string | null): Fix {
  if (code === "upstream_credentials_exhausted") return "credentials";
  if (code === "model_not_allowed") return "notAllowed";
  if (code === "model_not_found") return "model";
  if (status === 401) return "key";
  if (status === 429) return "limit";
  return status >= 400 && status < 500 ? "request" : "upstream";
}
