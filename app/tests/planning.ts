import { routeSchema } from "~/gateway/config/config";
import type { ApiKey, Credential, Provider } from "~/gateway/config/entities";
import { defaultSettings, type Settings } from "~/gateway/config/settings";
import type { Call, Operation, RoutingOptions } from "~/gateway/dialects/dialect";
import type { GatewayError } from "~/gateway/errors";
import { RepairBook } from "~/gateway/mending/repairs";
import type { Server } from "~/gateway/routing/affinity";
import { leaveOutUnable } from "~/gateway/routing/capable";
import { HealthBook } from "~/gateway/routing/health";
import { type Place, plan } from "~/gateway/routing/plan";
import { type Circumstances, ruleFacts } from "~/gateway/routing/request-facts";
import { resolve } from "~/gateway/routing/resolve";
import { compileSnapshot } from "~/gateway/routing/snapshot";

export const credential = (id: string): Credential => ({
  id,
  name: id,
  secret: `sk-${id}`,
  state: "ok",
  rejections: 0,
  cooldownUntil: null,
  lastError: null,
});

export const provider = (id: string, more: Partial<Provider> = {}): Provider => ({
  id,
  name: id,
  preset: null,
  adapter: "openai",
  baseUrl: "https://api.example.com/v1",
  enabled: true,
  priority: 0,
  weight: 1,
  credentials: [credential(`${id}-a`)],
  models: [],
  headers: {},
  options: {},
  timeouts: {},
  disconnect: "cancel",
  ...more,
});

const key: ApiKey = {
  id: "k",
  name: "Key",
  role: "client",
  models: ["*"],
  providers: ["*"],
  enabled: true,
  expiresAt: null,
  limits: {},
};
const none: RoutingOptions = { provider: null, models: [], strategy: null, metadata: null };

/** A small seeded generator: the same tests, the same draws. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Asked {
  providers: Provider[];
  routes?: object[];
  name: string;
  options?: Partial<RoutingOptions>;
  as?: Partial<ApiKey>;
  body?: Record<string, unknown>;
  health?: HealthBook;
  random?: () => number;
  having?: Partial<Circumstances>;
  operation?: Operation;
  promptTokens?: number;
  repairs?: RepairBook;
  hasDefaultRoute?: boolean;
  server?: Server | null;
  settings?: Partial<Settings>;
  /** Unix ms. */
  now?: number;
}

const circumstances: Circumstances = { keyId: "k", header: () => null, now: 1_000_000, random: () => 0.5 };

export function planned({
  providers,
  routes = [],
  name,
  options = {},
  as = {},
  body = {},
  health = new HealthBook(),
  random = seeded(1),
  having = {},
  operation = "chat",
  promptTokens = 10,
  repairs = new RepairBook(),
  hasDefaultRoute = false,
  server = null,
  settings = {},
  now = 1_000_000,
}: Asked): Place[] {
  const snapshot = compileSnapshot({
    revision: 1,
    settings: { ...defaultSettings, ...settings },
    providers,
    repairs: [],
    hasDefaultRoute,
    routes: routes.map((route) => routeSchema.parse(route)),
  });
  const all = { ...none, ...options };
  const resolution = resolve(snapshot, { ...key, ...as }, name, all, () =>
    ruleFacts(body, promptTokens, all.metadata, { ...circumstances, ...having }),
  );
  const facts = { promptTokens: 1000, completionTokens: 1000, now, explore: false, server };
  const call = { operation, body, text: JSON.stringify(body), model: name, routing: all } as unknown as Call;
  leaveOutUnable(resolution, call, () => promptTokens, repairs);
  return plan(resolution, all.provider, health, facts, random);
}

export const ids = (asked: Asked) => planned(asked).map((place) => place.providerId);
export const refusal = (asked: Asked) => {
  try {
    planned(asked);
    return null;
  } catch (error) {
    return (error as GatewayError).code;
  }
};
