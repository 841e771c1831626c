import { exportConfig } from "~/admin/config.server";
import { platformContext } from "~/context";
import type { Route } from "./+types/admin.settings.export";

/** The configuration as a file; secrets are left out. */
export async function loader({ context }: Route.LoaderArgs) {
  const document = await exportConfig(context.get(platformContext));
  const day = new Date().toISOString().slice(0, 10);
  return new Response(`${JSON.stringify(document, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="ai-gateway-config-${day}.json"`,
      "Cache-Control": "no-store",
    },
  });
}
