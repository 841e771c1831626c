import type { Platform } from "~/platform/platform";
import type { ClientRouteArgs } from "~/routes/client-route";
import { version } from "../../package.json";

export const loader = ({ platform }: ClientRouteArgs) => healthResponse(platform);

/** `degraded` where a provider that is switched on cannot be used; 503 where the database does not answer. No secrets. */
export async function healthResponse(platform: Platform): Promise<Response> {
  try {
    await platform.database.prepare("select 1").first();
    const enabled = (await platform.gateway.health()).filter(({ state }) => state !== "off");
    const healthy = enabled.filter(({ state }) => state !== "down").length;
    const status = healthy < enabled.length ? "degraded" : "ok";
    return Response.json(
      { status, version, database: "ok", providers: { healthy, total: enabled.length } },
      { headers: { "cache-control": "no-store" } },
    );
  } catch (error) {
    console.error("The database does not answer:", error);
    return Response.json(
      { status: "degraded", version, database: "error", providers: { healthy: 0, total: 0 } },
      { status: 503 },
    );
  }
}
