import { authenticate } from "~/gateway/authenticate";
import { anthropicModels } from "~/gateway/dialects/anthropic/models";
import { geminiModels } from "~/gateway/dialects/gemini/models";
import { listModels } from "~/gateway/model-list";
import type { ClientRouteArgs } from "~/routes/client-route";

/** One address for three vendors' SDKs: Anthropic's says so by its version header, Google's sends its own key header. */
export async function loader({ request, platform }: ClientRouteArgs) {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  const models = listModels(await gateway.snapshot(platform.defer), key);
  const query = () => new URL(request.url).searchParams;
  if (request.headers.has("anthropic-version")) return Response.json(anthropicModels(models, query()));
  const google = request.headers.has("x-goog-api-key") ? geminiModels(models, query()) : {};
  return Response.json({ object: "list", data: models, ...google });
}
