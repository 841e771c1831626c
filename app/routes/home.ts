import type { ClientRouteArgs } from "~/routes/client-route";
import { healthResponse } from "~/routes/health";

/** Health for machines, the dashboard for browsers. */
export async function loader({ request, platform }: ClientRouteArgs) {
  if (/\btext\/html\b/.test(request.headers.get("accept") ?? ""))
    return new Response(null, { status: 302, headers: { location: "/admin", vary: "accept" } });
  return healthResponse(platform);
}
