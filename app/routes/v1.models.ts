import type { ClientRouteArgs } from "~/client-api";
import { authenticate } from "~/gateway/authenticate";
import { listModels } from "~/gateway/model-list";

export async function loader({ request, platform }: ClientRouteArgs) {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  return Response.json({ object: "list", data: listModels(await gateway.snapshot(platform.defer), key) });
}
