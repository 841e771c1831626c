import { anthropicModel } from "~/gateway/dialects/anthropic/models";
import { geminiModel } from "~/gateway/dialects/gemini/models";
import type { ClientRouteArgs } from "~/routes/client-route";
import { modelOfAddress } from "./model-of-address";
import { action as generate } from "./v1beta.models.$";

/** Newer SDKs of Google call their methods under this version. */
export const action = generate;

export async function loader(route: ClientRouteArgs) {
  const { headers } = route.request;
  const model = await modelOfAddress(route);
  if (headers.has("anthropic-version")) return Response.json(anthropicModel(model));
  return Response.json({ ...model, ...(headers.has("x-goog-api-key") ? geminiModel(model) : {}) });
}
