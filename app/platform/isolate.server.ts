import { createStore } from "~/db/gateway-store.server";
import type { ApiKey } from "~/gateway/entities";
import { Gateway } from "~/gateway/gateway";
import type { Ports } from "~/gateway/ports";
import { checkBaseUrl } from "~/gateway/upstream-url";
import { sealerFor } from "~/lib/seal";
import { readEnv } from "./env";
import { GatheringReader } from "./gathering-reader.server";
import type { AppEnv, HostBindings, HostServices, Platform } from "./platform";
import { sharedCounter } from "./shared-counter.server";
import { WorkerResponse } from "./worker-response.server";

/** What lives as long as the isolate or process. */
interface Isolate {
  bindings: HostBindings;
  env: AppEnv;
  gateway: Gateway;
}

type VerifyInternalKey = (env: AppEnv, key: string, now: number) => Promise<ApiKey | null>;

let current: Isolate | null = null;

export const currentGateway = (): Gateway | null => current?.gateway ?? null;

/** The platform of one request: the isolate's gateway with this request's way to outlive its answer. */
export function platformFor(
  bindings: HostBindings,
  context: { waitUntil(work: Promise<unknown>): void },
  request: Request,
  verifyInternalKey: VerifyInternalKey,
): Platform {
  if (current === null || current.bindings.DB !== bindings.DB) current = createIsolate(bindings, verifyInternalKey);
  return new RequestPlatform(current, context, request);
}

/** A class, because an object literal with a getter costs ten times as much, and there is one for every request. */
class RequestPlatform implements Platform {
  readonly host: Platform["host"];
  readonly env: AppEnv;
  readonly gateway: Gateway;
  readonly database: D1Database;
  readonly defer: Platform["defer"];
  readonly #request: Request;
  readonly #services: HostServices | undefined;

  constructor(
    { bindings, env, gateway }: Isolate,
    context: { waitUntil(work: Promise<unknown>): void },
    request: Request,
  ) {
    this.#services = bindings.HOST;
    this.host = this.#services?.name ?? "cloudflare";
    this.env = env;
    this.gateway = gateway;
    this.database = bindings.DB;
    this.defer = (work) => context.waitUntil(work);
    this.#request = request;
  }

  get clientAddress(): string {
    if (this.#services !== undefined) return this.#services.clientAddress(this.#request);
    return this.#request.headers.get("cf-connecting-ip") ?? "";
  }
}

function createIsolate(bindings: HostBindings, verifyInternalKey: VerifyInternalKey): Isolate {
  const host = bindings.HOST;
  const env = readEnv(bindings, { allowPrivateUpstreams: host !== undefined });
  const ports: Ports = {
    store: createStore({ database: bindings.DB, env }),
    fetch: guarded(env, host),
    readStream: (body) => (host === undefined ? new GatheringReader(body as never) : body.getReader()),
    now: Date.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    respond: host?.respond ?? ((body, init) => new Response(body, init)),
    seal: (clear, purpose) => sealerFor(env).seal(clear, purpose),
    unseal: (sealed, purpose) => sealerFor(env).unseal(sealed, purpose),
    verifyInternalKey: (key) => verifyInternalKey(env, key, Date.now()),
    heartbeatMs: host === undefined ? 750 : 0,
    ...(host?.keepUnwritten === undefined ? {} : { keepUnwritten: host.keepUnwritten }),
    ai: bindings.AI ?? null,
    counter: bindings.LIMIT_COUNTER ? sharedCounter(bindings.LIMIT_COUNTER) : null,
    shared: host === undefined,
  };
  return { bindings, env, gateway: new Gateway(ports) };
}

const bounded = (response: Response) => new WorkerResponse(response);

/** fetch that goes only where this deployment may go; an origin is judged once. */
function guarded(env: AppEnv, host: HostServices | undefined): Ports["fetch"] {
  const verdicts = new Map<string, string | null>();
  return (url, init) => {
    const allowPrivate = env.allowPrivateUpstreams && init.publicOnly !== true;
    const end = url.indexOf("/", url.indexOf("//") + 2);
    const origin = end < 0 ? url : url.slice(0, end);
    let verdict = init.publicOnly === true ? checkBaseUrl(origin, false) : verdicts.get(origin);
    if (verdict === undefined) {
      verdict = checkBaseUrl(origin, allowPrivate);
      if (verdicts.size > 10_000) verdicts.clear();
      verdicts.set(origin, verdict);
    }
    if (verdict !== null) return Promise.reject(new Error("address not allowed"));
    if (host !== undefined) return host.fetch(url, init, allowPrivate);
    return fetch(url, {
      method: init.method,
      headers: init.headers,
      body: init.body as BodyInit | null,
      signal: init.signal,
      redirect: "manual",
    }).then(bounded);
  };
}
