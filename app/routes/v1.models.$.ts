import type { ClientRouteArgs } from "~/client-api";
import { authenticate } from "~/gateway/authenticate";
import { GatewayError } from "~/gateway/errors";
import { findModel } from "~/gateway/model-list";

export async function loader({ request, platform, rest }: ClientRouteArgs) {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
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
  return Response.json(model);
}
