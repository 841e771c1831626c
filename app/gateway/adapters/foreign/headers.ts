import type { Endpoint } from "../target";

/** The headers of a call with JSON in it. `auth` is lower case; the provider's own headers come last and win. */
export function jsonHeaders({ provider }: Endpoint, auth: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {
    "content-type": "application/json",
    // Streams are read as they come: a compressed one would have to be opened first.
    "accept-encoding": "identity",
    ...auth,
  };
  for (const name in provider.headers) result[name.toLowerCase()] = provider.headers[name]!;
  return result;
}
