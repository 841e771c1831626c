import type { ApiKey } from "../config/entities";
import { badRequest, GatewayError } from "../errors";
import { requestHeaders } from "../media/passthrough-headers";
import { checkPassthroughPath } from "../media/passthrough-path";
import { parseObject } from "../openai/fields";
import { readAsSent } from "../read-body";
import { matchesAny } from "../routing/pattern";
import type { Call, Dialect } from "./dialect";
import { openAiError } from "./openai-error";

const prefix = "/v1/passthrough/";
/** A body is looked into for the model's name up to this size. */
const longestLook = 1024 * 1024;

/** `ANY /v1/passthrough/{provider}/{path}`: any call of the provider's own API, its bytes untouched. */
export const passthroughDialect: Dialect = {
  endpoint: "/v1/passthrough",
  operation: "passthrough",
  error: openAiError,
  read: () => {
    throw new Error("a call to pass through is more than its text");
  },
  async receive(request, key): Promise<Call> {
    // First of all, also where the call is refused: a client that is cut off while it sends never sees why.
    const bytes = await readAsSent(request);
    const { provider, path, query } = splitUrl(request.url);
    needWholeProvider(key, provider);
    const model = modelIn(bytes, request.headers.get("content-type") ?? "", path);
    return {
      operation: "passthrough",
      body: {},
      text: null,
      model,
      stream: false,
      includeUsage: false,
      routing: { provider: null, models: [], strategy: null, metadata: null },
      surface: null,
      native: null,
      media: {
        form: null,
        idempotencyKey: request.headers.get("idempotency-key"),
        keyId: key.id,
        pinned: { providerId: provider, credentialId: null, model },
        video: null,
        passthrough: {
          method: request.method,
          path,
          query,
          headers: requestHeaders(request.headers),
          body: bytes.byteLength === 0 ? null : bytes,
        },
      },
    };
  },
};

/** Works on the address as it came: decoding it first would hide what leads elsewhere. */
function splitUrl(url: string): { provider: string; path: string; query: string } {
  const [address = "", ...queries] = url.split("?");
  const start = address.indexOf(prefix, address.indexOf("//") + 2);
  const rest = start < 0 ? "" : address.slice(start + prefix.length);
  const slash = rest.indexOf("/");
  const provider = slash < 0 ? rest : rest.slice(0, slash);
  if (provider === "" || slash < 0)
    throw badRequest("Name the provider and its path: /v1/passthrough/{provider}/{path}.", "path");
  let id: string;
  try {
    id = decodeURIComponent(provider);
  } catch {
    throw badRequest("The path is not valid percent-encoding.", "path");
  }
  const query = queries.length === 0 ? "" : `?${withoutGatewayKey(queries.join("?"))}`;
  return { provider: id, path: checkPassthroughPath(rest.slice(slash + 1)), query: query === "?" ? "" : query };
}

/** Google's SDKs put the key into the query: the gateway's own must not reach the provider. */
const withoutGatewayKey = (query: string) =>
  query
    .split("&")
    .filter((part) => !/^key=sk-gw-/.test(part))
    .join("&");

/** What passes through can name any model, so a key for some models only needs all of the provider's. */
function needWholeProvider(key: ApiKey, provider: string): void {
  if (matchesAny(key.models, `${provider}/*`)) return;
  throw new GatewayError({
    status: 403,
    type: "permission_error",
    code: "model_not_allowed",
    message: `The API key '${key.name}' is for some models only. To pass calls through to '${provider}' it needs '*' or '${provider}/*' among its models.`,
    param: "model",
  });
}

/** The model that the call is about, for the log and the price: in a JSON body, or in a path as Google has it. */
function modelIn(bytes: Uint8Array, contentType: string, path: string): string {
  if (bytes.byteLength > 0 && bytes.byteLength <= longestLook && /json/i.test(contentType)) {
    const model = parseObject(new TextDecoder().decode(bytes))?.model;
    if (typeof model === "string" && model !== "" && model.length <= 256) return model;
  }
  return /(?:^|\/)models\/([^/:?]{1,256})/.exec(path)?.[1] ?? "passthrough";
}
