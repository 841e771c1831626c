// The one server bundle. On Pages it is `_worker.js`; app/server.node.ts and the dev server run it with the same interface.

import { createRequestHandler } from "@react-router/cloudflare";
import { RouterContextProvider } from "react-router";
import { AdminError } from "./admin/errors";
import { runProbesWhereDue } from "./admin/health-probes.server";
import { runMaintenance, runMaintenanceWhereDue } from "./admin/maintenance.server";
import { refuseForeignForm } from "./auth/own-origin.server";
import { verifyPlaygroundKey } from "./auth/playground-key.server";
import { clientApi } from "./client-api";
import { platformContext } from "./context";
import { unusableVariables } from "./db/environment-providers";
import { readProviderNames } from "./db/providers.server";
import { secretRule } from "./gateway/credential-form";
import type { UnwrittenLog } from "./gateway/store";
import { ConfigurationError, readEnv } from "./platform/env";
import { currentGateway, platformFor } from "./platform/isolate.server";
import type { HostBindings, Platform } from "./platform/platform";
import { errorResponse } from "./routes/admin-api.server";
import { tellingOfDatabase } from "./routes/database-answers.server";

type PageHandler = ReturnType<typeof createRequestHandler<HostBindings>>;

/** With the dashboard's modules, which are only run for the first page: a new isolate that answers a client has no use for them. */
async function loadPages(): Promise<PageHandler> {
  const build = await import("virtual:react-router/server-build");
  return createRequestHandler<HostBindings>({
    build: tellingOfDatabase(build), // never a function: a function is derived anew on every request
    mode: import.meta.env.MODE,
    getLoadContext({ context: { cloudflare } }) {
      const context = new RouterContextProvider();
      context.set(platformContext, (cloudflare as unknown as { platform: Platform }).platform);
      return context;
    },
  });
}

let handlePage: PageHandler | null = null;

interface ExecutionContextLike {
  waitUntil(work: Promise<unknown>): void;
  passThroughOnException(): void;
}

export default {
  async fetch(request: Request, bindings: HostBindings, context: ExecutionContextLike): Promise<Response> {
    let platform: Platform;
    try {
      platform = platformFor(bindings, context, request, verifyPlaygroundKey);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      console.error(error.message);
      return Response.json(
        { error: { message: error.message, type: "server_error", param: null, code: "not_configured" } },
        { status: 500 },
      );
    }
    const answered = clientApi(request, platform);
    if (answered !== null) {
      // Workers drop all of a request whose client left: this one is to end what it began, and to be counted and logged.
      if (bindings.HOST === undefined) context.waitUntil(answered);
      return answered;
    }

    const url = new URL(request.url);
    const { pathname } = url;
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (isRead && /\.[a-z0-9]+$/i.test(pathname) && !pathname.endsWith(".data") && !pathname.startsWith("/api/")) {
      const asset = await bindings.ASSETS.fetch(request);
      if (asset.status !== 404) return asset;
    }
    // React Router would answer these in its own wire format.
    if (pathname.startsWith("/api/") && pathname.endsWith(".data"))
      return errorResponse(new AdminError(404, "not_found", `There is no ${request.method} ${pathname}.`));
    const refused = refuseForeignForm(request, url);
    if (refused !== null) return refused;
    handlePage ??= await loadPages();
    const answer = await handlePage({
      request,
      env: bindings,
      params: {},
      data: {},
      functionPath: "",
      waitUntil: context.waitUntil.bind(context),
      passThroughOnException: () => context.passThroughOnException(),
      next: () => bindings.ASSETS.fetch(request),
      platform,
    } as unknown as Parameters<PageHandler>[0]);
    // Pages has no timer: the admin's own visits keep the database tidy.
    if (platform.host !== "node" && answer.ok && /^\/(admin|api\/admin)(\/|\.|$)/.test(pathname))
      platform.defer(Promise.all([runMaintenanceWhereDue(platform), runProbesWhereDue(platform)]));
    return bindings.HOST?.encodePage?.(request, answer) ?? answer;
  },
};

/**
 * For a host that stops: waits up to `graceMs` for requests under way, ends the rest with an error, writes the log rows, and
 * answers those that the database did not take. Workers have no such moment.
 */
export async function shutdown(graceMs: number): Promise<UnwrittenLog> {
  const gateway = currentGateway();
  if (gateway === null) return { rows: 0, lines: () => [] };
  await gateway.drain(graceMs);
  return gateway.log.leftover();
}

/** A platform outside of any request. */
function hostPlatform(bindings: HostBindings): Platform {
  const nobody = new Request("http://gateway.internal/");
  return platformFor(bindings, { waitUntil: () => {} }, nobody, verifyPlaygroundKey);
}

/** Writes a line of what an earlier `shutdown` answered. */
export async function writeLogText(bindings: HostBindings, line: string): Promise<void> {
  await hostPlatform(bindings).gateway.ports.store.writeLogText(line);
}

/** For a host that starts: what it has to say of its variables, in a line; null for nothing. */
export async function variablesWarning(bindings: HostBindings): Promise<string | null> {
  const { credentialVariables } = await readProviderNames(bindings.DB);
  const { variables } = readEnv(bindings, { allowPrivateUpstreams: true });
  const names = unusableVariables(variables, credentialVariables);
  return names.length === 0 ? null : `Not used as a credential: ${names.join(", ")} ${secretRule}.`;
}

/** For a host that has a timer: deletes what is past its retention, tries again what was switched off. */
export async function maintain({ DB: database }: HostBindings): Promise<void> {
  while ((await runMaintenance({ database, gateway: currentGateway() })).more);
}

/** The same, every few seconds and from the start on: asks providers whose health probe is due. */
export async function probe(bindings: HostBindings): Promise<void> {
  await runProbesWhereDue(hostPlatform(bindings));
}
