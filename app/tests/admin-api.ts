import { matchRoutes, type RouteObject, RouterContextProvider } from "react-router";
import { authorizeAdminApi } from "~/auth/require-admin.server";
import { platformContext } from "~/context";
import type { Platform } from "~/platform/platform";
import { apiRoutes } from "~/routes/api.routes";

type Handler = (args: {
  request: Request;
  url: URL;
  params: Record<string, string | undefined>;
  context: RouterContextProvider;
}) => Promise<Response>;
type RouteModule = { loader?: Handler; action?: Handler; middleware?: unknown[] };

const modules = import.meta.glob<RouteModule>(["../routes/api.*.ts", "../routes/metrics.ts"]);

interface Entry {
  path?: string | undefined;
  index?: boolean | undefined;
  file: string;
  children?: Entry[] | undefined;
}

const toObject = ({ path, index, file, children }: Entry): RouteObject =>
  ({
    ...(path === undefined ? {} : { path }),
    ...(index ? { index } : {}),
    id: `${file} ${path}`,
    handle: file,
    children: children?.map(toObject),
  }) as RouteObject;

const routes = (apiRoutes as Entry[]).map(toObject);

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer is supposed to be
  body: any;
  text: string;
}

/** Calls the admin API as React Router would: the routes of api.routes.ts, their middleware, loader or action. */
export function adminClient(
  platform: Platform,
  headers: Record<string, string> = { authorization: "Bearer admin-token-for-tests" },
) {
  return async (method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> => {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const request = new Request(`https://gateway.test${path}`, {
      method,
      headers: { ...headers, ...more },
      ...(text === undefined ? {} : { body: text }),
    });
    const url = new URL(request.url);
    const matches = matchRoutes(routes, url.pathname);
    if (!matches) throw new Error(`no route for ${path}`);
    const context = new RouterContextProvider();
    context.set(platformContext, platform);
    const loaded = await Promise.all(matches.map((match) => modules[`../${match.route.handle as string}`]?.()));
    const guarded = loaded.some((module) => (module?.middleware?.length ?? 0) > 0);
    const refusal = guarded ? await authorizeAdminApi(request, context) : null;
    const leaf = loaded.at(-1);
    const handler = method === "GET" || method === "HEAD" ? leaf?.loader : leaf?.action;
    if (!refusal && !handler) throw new Error(`${method} ${path} has no handler`);
    const response = refusal ?? (await handler!({ request, url, params: matches.at(-1)?.params ?? {}, context }));
    const answer = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(answer) : null,
      text: answer,
    };
  };
}
