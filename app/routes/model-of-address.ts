import { authenticate } from "~/gateway/authenticate";
import { GatewayError } from "~/gateway/errors";
import { findModel, type ListedModel } from "~/gateway/model-list";
import type { ClientRouteArgs } from "~/routes/client-route";

/** The model that the address names, as far as the key may use it; throws a 404. */
export async function modelOfAddress(
  { request, platform, rest }: ClientRouteArgs,
  keyInUrl: string | null = null,
): Promise<ListedModel> {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers, keyInUrl);
  const model = findModel(await gateway.snapshot(platform.defer), key, rest);
  if (model === null) {
    throw new GatewayError({
      status: 404,
      type: "invalid_request_error",
      code: "model_not_found",
      message: `The model '${rest}' does not exist, or this API key may not use it.`,
      param: "model",
    });
  }
  return model;
}
