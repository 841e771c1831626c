import type { ActionFunctionArgs } from "react-router";
import type { z } from "zod";
import { AdminError, busyRetrySeconds, databaseError, invalid } from "~/admin/errors";
import { issuesOf } from "~/admin/parse";
import { etagOf, type IfMatch } from "~/admin/precondition";
import { adminContext, platformContext } from "~/context";
import { readRevision } from "~/db/revision";
import { GatewayError } from "~/gateway/errors";
import type { Platform } from "~/platform/platform";
import { readJsonBody } from "./json-body.server";

// What every handler of the admin API shares: methods, bodies, query parameters, and errors as JSON.

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

export interface AdminApiRequest {
  platform: Platform;
  /** Who acts, for the audit trail. */
  actor: string;
  url: URL;
  ifMatch: IfMatch;
  /** A part of the path, decoded. */
  param(name: string): string;
  query<T>(schema: z.ZodType<T>, options?: QueryOptions): T;
  /** The JSON body; undefined where there is none and `optional` is set. */
  body(options?: { optional?: boolean }): Promise<unknown>;
}

type Handler = (request: AdminApiRequest) => unknown;

/** One function for a route module's loader and action. A handler answers a Response, or a value that is sent as JSON. */
export const adminApi =
  (handlers: Partial<Record<Method, Handler>>) =>
  async ({ request, params, context }: ActionFunctionArgs): Promise<Response> => {
    try {
      const handler = handlers[(request.method === "HEAD" ? "GET" : request.method) as Method];
      if (!handler) return methodNotAllowed(request.method, handlers);
      const url = new URL(request.url);
      const answer = await handler({
        platform: context.get(platformContext),
        actor: context.get(adminContext).actor,
        url,
        ifMatch: request.headers.get("if-match"),
        param: (name) => params[name] ?? "",
        query: (schema, options) => parseQuery(url, schema, options),
        body: (options) => readJsonBody(request, options),
      });
      return answer instanceof Response ? answer : json(answer);
    } catch (error) {
      return errorResponse(error);
    }
  };

export const json = (value: unknown, status = 200): Response =>
  Response.json(value, { status, headers: { "cache-control": "no-store" } });

/** One thing, with its version as ETag. */
export function versioned(value: { updatedAt: string | null }, status = 200): Response {
  const response = json(value, status);
  response.headers.set("etag", etagOf(value.updatedAt));
  return response;
}

/** What the whole configuration's version goes for. `read` begins after the version is known: it is never newer than what is shown. */
export async function ofRevision<T>({ database }: Platform, read: () => Promise<T>): Promise<Response> {
  const revision = await readRevision(database);
  const response = json(await read());
  response.headers.set("etag", etagOf(revision));
  return response;
}

export const noContent = (): Response => new Response(null, { status: 204 });

/** A list that comes whole. */
export const list = <T>(data: T[]): { data: T[]; nextCursor: null } => ({ data, nextCursor: null });

interface QueryOptions {
  /** Parameters without a value count too, as flags do; else they count as left out, as filters do. */
  empty?: boolean;
}

/** Of a repeated parameter the last counts. */
function parseQuery<T>(url: URL, schema: z.ZodType<T>, { empty = false }: QueryOptions = {}): T {
  const values = Object.fromEntries([...url.searchParams].filter(([, value]) => empty || value !== ""));
  const parsed = schema.safeParse(values);
  if (!parsed.success) throw invalid(issuesOf(parsed.error));
  return parsed.data;
}

function methodNotAllowed(method: string, handlers: Partial<Record<Method, Handler>>): Response {
  const allow = methods.filter((name) => handlers[name]).join(", ");
  const error = {
    message: `${method} is not allowed here: use ${allow}.`,
    type: "invalid_request_error",
    code: "method_not_allowed",
  };
  return Response.json({ error: { ...error, param: null } }, { status: 405, headers: { allow } });
}

export function errorResponse(error: unknown): Response {
  if (error instanceof AdminError) {
    const { status, code, message, issues } = error;
    const type = status >= 500 ? "server_error" : "invalid_request_error";
    return json({ error: { message, type, code, param: null, issues } }, status);
  }
  if (error instanceof GatewayError) {
    const { status, type, code, message, param } = error;
    return json({ error: { message, type, code, param } }, status);
  }
  console.error("An admin API request failed:", error);
  const ofDatabase = databaseError(error);
  if (ofDatabase !== null) {
    const answer = errorResponse(ofDatabase);
    if (ofDatabase.code === "database_busy") answer.headers.set("retry-after", String(busyRetrySeconds));
    return answer;
  }
  const internal = {
    message: "The gateway failed to handle this request.",
    type: "server_error",
    code: "internal_error",
    param: null,
  };
  return json({ error: internal }, 500);
}
