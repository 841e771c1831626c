import { authenticate } from "~/gateway/authenticate";
import { openAiResponsesCount } from "~/gateway/dialects/responses/dialect";
import { listOf } from "~/gateway/dialects/responses/history";
import { inputItemsPage, responseNotFound } from "~/gateway/dialects/responses/kept-pages";
import { badRequest } from "~/gateway/errors";
import { handle } from "~/gateway/handle";
import type { ClientRouteArgs } from "~/routes/client-route";

/** `{id}` and `{id}/input_items`. */
export async function loader({ request, platform, rest }: ClientRouteArgs) {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  const [id = "", list, ...more] = rest.split("/");
  const kept =
    more.length > 0 || (list !== undefined && list !== "input_items")
      ? null
      : await gateway.responses.of(key.id).find(id);
  if (kept === null) throw responseNotFound(rest);
  const query = new URL(request.url).searchParams;
  if (list === "input_items") return Response.json(inputItemsPage(listOf(kept.input), query));
  if (query.get("stream") === "true")
    throw badRequest("Only background responses can be streamed again, and the gateway runs none.", "stream");
  return new Response(kept.response, { headers: { "content-type": "application/json" } });
}

/** `{id}/cancel` and `input_tokens`. */
export async function action({ request, platform, rest }: ClientRouteArgs) {
  const { gateway } = platform;
  if (rest === "input_tokens") return handle(gateway, openAiResponsesCount, request, platform.defer);
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  const kept = gateway.responses.of(key.id);
  const [id = "", verb] = rest.split("/");
  if (verb !== "cancel" || (await kept.find(id)) === null) throw responseNotFound(rest);
  throw badRequest("Cannot cancel a response that is not run in the background: end the request to stop it.");
}

/** DELETE. */
export async function remove({ request, platform, rest }: ClientRouteArgs) {
  const { gateway } = platform;
  const key = await authenticate(gateway.ports, gateway.keys, request.headers);
  if (!(await gateway.responses.remove(key.id, rest))) throw responseNotFound(rest);
  return Response.json({ id: rest, object: "response", deleted: true });
}
