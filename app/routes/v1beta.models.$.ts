import { geminiDialect } from "~/gateway/dialects/gemini/dialect";
import { geminiModel } from "~/gateway/dialects/gemini/models";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";
import { modelOfAddress } from "./model-of-address";

export async function loader(route: ClientRouteArgs) {
  const key = new URL(route.request.url).searchParams.get("key");
  return Response.json(geminiModel(await modelOfAddress(route, key)));
}

/** `rest` is `{model}:{method}`, decoded. */
export function action({ request, platform, rest }: ClientRouteArgs) {
  const dialect = geminiDialect(rest, new URL(request.url).searchParams);
  return handle(platform.gateway, dialect, request, platform.defer);
}
