import { isObject, type JsonObject } from "../../openai/fields";
import type { UpstreamCall } from "../adapter";
import { jsonHeaders } from "../foreign/headers";
import type { Endpoint, PrepareContext, Target } from "../target";
import { accessToken, serviceAccountOf } from "./token";

export const openApi = "/endpoints/openapi";

export const isClaude = (model: string): boolean => /^(?:anthropic\/)?claude-/.test(model);
export const bareName = (model: string): string => model.replace(/^(?:google|anthropic)\//, "");

/** The global location's host has no prefix. */
export const rootOf = (baseUrl: string): string =>
  baseUrl.replace(openApi, "").replace("//global-aiplatform.", "//aiplatform.").replace(/\/$/, "");

/** A call to a model of a publisher. */
export const publisherCall = (
  target: Target,
  publisher: "google" | "anthropic",
  method: string,
  body: JsonObject,
  translation: UpstreamCall["translation"],
): UpstreamCall => ({
  method: "POST",
  url: `${rootOf(target.provider.baseUrl)}/publishers/${publisher}/models/${encodeURIComponent(bareName(target.model))}:${method}`,
  headers: jsonHeaders(target, {}),
  body: JSON.stringify(body),
  ...(translation === undefined ? {} : { translation }),
});

/** A service account's JSON, an API key, or an access token. */
export function authorised(call: UpstreamCall, { credential }: Endpoint, context: PrepareContext): UpstreamCall {
  const { authorization: _, ...headers } = call.headers;
  if (credential === null) return { ...call, headers };
  const { secret } = credential;
  const account = serviceAccountOf(secret);
  if (account !== null) {
    const sign = async () => ({ ...headers, authorization: `Bearer ${await accessToken(account, context)}` });
    return { ...call, headers, sign };
  }
  const own: Record<string, string> = /^(?:AIza|AQ\.)/.test(secret)
    ? { "x-goog-api-key": secret }
    : { authorization: `Bearer ${secret}` };
  return { ...call, headers: { ...headers, ...own } };
}

/** Unlike the Gemini API, Vertex wants every content to say whose it is. */
export function withRoles(body: JsonObject): JsonObject {
  const { contents } = body;
  if (!Array.isArray(contents) || contents.every((each) => isObject(each) && typeof each.role === "string"))
    return body;
  return { ...body, contents: contents.map((each) => (isObject(each) ? { role: "user", ...each } : each)) };
}
