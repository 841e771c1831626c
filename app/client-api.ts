import { authenticate } from "~/gateway/authenticate";
import { errorShape } from "~/gateway/dialects/error-shape";
import { badRequest, GatewayError, internalError } from "~/gateway/errors";
import { newRequestId } from "~/gateway/log/record";
import type { Platform } from "~/platform/platform";
import * as health from "~/routes/health";
import * as home from "~/routes/home";
import * as stats from "~/routes/stats";
import * as audioSpeech from "~/routes/v1.audio.speech";
import * as audioTranscriptions from "~/routes/v1.audio.transcriptions";
import * as audioTranslations from "~/routes/v1.audio.translations";
import * as chatCompletions from "~/routes/v1.chat.completions";
import * as completions from "~/routes/v1.completions";
import * as embeddings from "~/routes/v1.embeddings";
import * as imageEdits from "~/routes/v1.images.edits";
import * as imageGenerations from "~/routes/v1.images.generations";
import * as messages from "~/routes/v1.messages";
import * as countTokens from "~/routes/v1.messages.count_tokens";
import * as models from "~/routes/v1.models";
import * as model from "~/routes/v1.models.$";
import * as moderations from "~/routes/v1.moderations";
import * as passthrough from "~/routes/v1.passthrough.$";
import * as rerank from "~/routes/v1.rerank";
import * as responses from "~/routes/v1.responses";
import * as response from "~/routes/v1.responses.$";
import * as videos from "~/routes/v1.videos";
import * as video from "~/routes/v1.videos.$";
import * as geminiModels from "~/routes/v1beta.models";
import * as geminiModel from "~/routes/v1beta.models.$";
import { allowedOrigin, allowOrigin, preflight } from "./cross-origin";
import type { ClientRouteArgs } from "./routes/client-route";

// The client surface's table. The worker calls these route modules itself, before React Router: its own handling of a
// resource route costs half as much CPU again as the whole gateway (docs/performance.md).

interface RouteModule {
  loader?: (args: ClientRouteArgs) => Response | Promise<Response>;
  action?: (args: ClientRouteArgs) => Response | Promise<Response>;
  /** Takes every method. */
  any?: (args: ClientRouteArgs) => Response | Promise<Response>;
  /** DELETE. */
  remove?: (args: ClientRouteArgs) => Response | Promise<Response>;
}

const routes = new Map<string, RouteModule>([
  ["/", home],
  ["/health", health],
  ["/stats", stats],
  ["/v1/chat/completions", chatCompletions],
  ["/v1/completions", completions],
  ["/v1/embeddings", embeddings],
  ["/v1/messages", messages],
  ["/v1/messages/count_tokens", countTokens],
  ["/v1/models", models],
  ["/v1/images/generations", imageGenerations],
  ["/v1/images/edits", imageEdits],
  ["/v1/audio/speech", audioSpeech],
  ["/v1/audio/transcriptions", audioTranscriptions],
  ["/v1/audio/translations", audioTranslations],
  ["/v1/moderations", moderations],
  ["/v1/rerank", rerank],
  ["/v1/videos", videos],
  ["/v1beta/models", geminiModels],
  ["/v1/responses", responses],
]);

const splats: [string, RouteModule][] = [
  ["/v1/models/", model],
  ["/v1/videos/", video],
  ["/v1/passthrough/", passthrough],
  ["/v1beta/models/", geminiModel],
  // Other names that Google's models have in addresses.
  ["/v1/tunedModels/", geminiModel],
  ["/v1beta/tunedModels/", geminiModel],
  ["/v1/publishers/google/models/", geminiModel],
  ["/v1beta/publishers/google/models/", geminiModel],
  ["/v1/responses/", response],
];

/**
 * Google's older SDKs and the AI SDK's take a model with a slash for a whole resource name, and leave `models/` away:
 * https://ai-sdk.dev/providers/ai-sdk-providers/google-generative-ai
 */
const namedWithSlash = /^\/v1(?:beta)?\/([^/]+\/.+(?::|%3A)\w+)$/i;

/** The answer to a request of the client surface; null for a path that is not part of it. */
export function clientApi(request: Request, platform: Platform): Promise<Response> | null {
  const path = normalise(pathOf(request.url));
  const isSurface =
    path.startsWith("/v1/") ||
    path.startsWith("/v1beta/") ||
    path === "/v1" ||
    path === "/v1beta" ||
    // Where Google's SDKs send files.
    path.startsWith("/upload/v1");
  const known = routes.get(path);
  if (known === undefined && !isSurface && !lacksVersion(path)) return null;
  return answer(request, path, known, platform);
}

/** A base URL without its `/v1`: who asks for JSON hears so instead of getting a page. */
const lacksVersion = (path: string): boolean => routes.has(`/v1${path}`);

async function answer(
  request: Request,
  path: string,
  known: RouteModule | undefined,
  platform: Platform,
): Promise<Response> {
  const origin = request.headers.get("origin");
  const crossOrigin = path === "/health" || path.startsWith("/v1");
  if (request.method === "OPTIONS" && crossOrigin) return preflight(request, await allowedOrigin(origin, platform));
  // Calls to a model bring the headers of their answer along.
  let begun = request.method === "POST" ? null : Date.now();
  let response: Response;
  try {
    response = await dispatch(request, path, known, platform);
  } catch (error) {
    begun ??= Date.now();
    response = errorResponse(error, path, request.headers);
  }
  if (begun !== null && path.startsWith("/v1")) await completeHeaders(response.headers, begun, request, platform);
  if (origin !== null && crossOrigin) allowOrigin(response.headers, await allowedOrigin(origin, platform));
  return request.method === "HEAD"
    ? new Response(null, { status: response.status, headers: response.headers })
    : response;
}

/** What every answer under /v1 says, also one that no model was called for. `begun` is in Unix ms. */
async function completeHeaders(
  headers: Headers,
  begun: number,
  request: Request,
  { gateway }: Platform,
): Promise<void> {
  const now = Date.now();
  if (!headers.has("x-request-id")) headers.set("x-request-id", newRequestId(now));
  if (!headers.has("x-gateway-cache")) headers.set("x-gateway-cache", "bypass");
  if (!headers.has("server-timing")) headers.set("server-timing", `gateway;dur=${now - begun}, upstream;dur=0`);
  if (headers.has("x-ratelimit-limit-requests") || headers.has("x-ratelimit-limit-tokens")) return;
  const keyInUrl = new URL(request.url).searchParams.get("key");
  const key = await (async () => authenticate(gateway.ports, gateway.keys, request.headers, keyInUrl))().catch(
    () => null,
  );
  const limits = key === null ? {} : gateway.limits.standing(key);
  for (const [name, value] of Object.entries(limits)) headers.set(name, value);
}

function dispatch(
  request: Request,
  path: string,
  known: RouteModule | undefined,
  platform: Platform,
): Response | Promise<Response> {
  let module = known;
  let rest = "";
  if (module === undefined) {
    const splat = splats.find(([prefix]) => path.startsWith(prefix) && path.length > prefix.length);
    const name = splat === undefined ? namedWithSlash.exec(path)?.[1] : path.slice(splat[0].length);
    if (name === undefined) throw unknownUrl(request.method, path);
    module = splat?.[1] ?? geminiModel;
    rest = decode(name);
  }
  const isRead = request.method === "GET" || request.method === "HEAD";
  const handler =
    module.any ??
    (isRead
      ? module.loader
      : request.method === "POST"
        ? module.action
        : request.method === "DELETE"
          ? module.remove
          : undefined);
  if (handler === undefined)
    throw request.headers.get("upgrade")?.toLowerCase() === "websocket"
      ? noWebSocket()
      : methodNotAllowed(request.method, path, module);
  return handler({ request, platform, rest });
}

/** The path of an absolute URL, still encoded; cheaper than a URL object on every request. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  if (start < 0) return "/";
  const end = url.indexOf("?", start);
  return end < 0 ? url.slice(start) : url.slice(start, end);
}

/** One trailing slash and doubled slashes are forgiven: SDKs join base URLs in every way. */
function normalise(pathname: string): string {
  if (!pathname.includes("//") && (pathname === "/" || !pathname.endsWith("/"))) return pathname;
  const joined = pathname.replace(/\/{2,}/g, "/");
  return joined.length > 1 && joined.endsWith("/") ? joined.slice(0, -1) : joined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest("The path is not valid percent-encoding.");
  }
}

const unknownUrl = (method: string, path: string) =>
  new GatewayError({
    status: 404,
    type: "invalid_request_error",
    code: "unknown_url",
    message: `Unknown request URL: ${method} ${path}. ${
      lacksVersion(path)
        ? `Did you mean /v1${path}? A base URL ends with /v1.`
        : "The gateway's API is listed in its README."
    }`,
  });

/** The status on which Codex goes on over HTTP at once, instead of trying for seconds. */
const noWebSocket = () =>
  new GatewayError({
    status: 426,
    type: "invalid_request_error",
    code: "websocket_not_supported",
    message: "The gateway takes no WebSockets: send the request with POST.",
  });

function methodNotAllowed(method: string, path: string, module: RouteModule): GatewayError {
  const allow = [module.loader ? "GET" : "", module.action ? "POST" : "", module.remove ? "DELETE" : ""]
    .filter(Boolean)
    .join(", ");
  return new GatewayError({
    status: 405,
    type: "invalid_request_error",
    code: "method_not_allowed",
    message: `${method} is not allowed on ${path}: use ${allow}.`,
    headers: { allow },
  });
}

/** In the shape of the surface that the address belongs to, with a request id where the vendor's SDK looks for it. */
function errorResponse(thrown: unknown, path: string, headers: Headers): Response {
  const error = thrown instanceof GatewayError ? thrown : internalError();
  if (error !== thrown) console.error("A client API request failed:", thrown);
  const requestId = newRequestId(Date.now());
  const { body, requestIdHeader } = errorShape(path, headers);
  return Response.json(body(error, requestId), {
    status: error.status,
    headers: {
      ...error.headers,
      "x-request-id": requestId,
      ...(requestIdHeader === undefined ? {} : { [requestIdHeader]: requestId }),
    },
  });
}
