import { keyUsage } from "~/db/usage/usage.server";
import { authenticate } from "~/gateway/authenticate";
import type { ClientRouteArgs } from "~/routes/client-route";

/** The calling key's own usage, and what is left of its limits. */
export async function loader({ request, platform }: ClientRouteArgs) {
  const { gateway, database } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  // What was answered before this call counts.
  await gateway.flush();
  const [usage, limits] = await Promise.all([
    keyUsage(database, key.id, gateway.ports.now()),
    gateway.limits.left(key),
  ]);
  return Response.json(
    { key: { id: key.id, name: key.name }, ...usage, limits },
    { headers: { "cache-control": "no-store" } },
  );
}
