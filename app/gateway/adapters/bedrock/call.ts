import type { JsonObject } from "../../openai/fields";
import type { UpstreamCall } from "../adapter";
import { jsonHeaders } from "../foreign/headers";
import type { Endpoint, PrepareContext, Target } from "../target";
import type { Translation } from "../translation";
import { accessKeyOf, regionOf, signed } from "./sign";

/** A call to one model of the runtime endpoint, beside which OpenAI's format has a path of its own. */
export const invoke = (target: Target, path: string, body: JsonObject, translation?: Translation): UpstreamCall => ({
  method: "POST",
  url: `${target.provider.baseUrl.replace(/(?:\/openai\/v\d+)?\/?$/, "")}/model/${encodeURIComponent(target.model)}/${path}`,
  headers: jsonHeaders(target, {}),
  body: JSON.stringify(body),
  ...(translation && { translation }),
});

/** With a bearer key; with an access key signed, once the body is what it will be. */
export function authorised(
  call: UpstreamCall,
  { provider, credential }: Endpoint,
  context: PrepareContext,
): UpstreamCall {
  if (credential === null) return call;
  const key = accessKeyOf(credential.secret);
  if (key === null) return { ...call, headers: { ...call.headers, authorization: `Bearer ${credential.secret}` } };
  const { authorization: _, ...headers } = call.headers;
  const region = regionOf(provider);
  return { ...call, headers, sign: (body) => signed({ ...call, headers, body }, key, region, context.now()) };
}
