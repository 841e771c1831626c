import { authenticate } from "~/gateway/authenticate";
import { geminiModels } from "~/gateway/dialects/gemini/models";
import { listModels } from "~/gateway/model-list";
import type { ClientRouteArgs } from "~/routes/client-route";

export async function loader({ request, platform }: ClientRouteArgs) {
  const { gateway } = platform;
  const query = new URL(request.url).searchParams;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers, query.get("key"));
  return Response.json(geminiModels(listModels(await gateway.snapshot(platform.defer), key), query));
}
