import { createStore } from "~/db/gateway-store.server";
import { Gateway } from "~/gateway/gateway";
import type { UpstreamRequest, UpstreamResponse } from "~/gateway/ports";
import type { SqliteD1 } from "~/lib/d1-sqlite";
import { sealerFor } from "~/lib/seal";
import type { AppEnv, Platform } from "~/platform/platform";
import { openTestDatabase } from "./database";

export interface TestPlatform extends Platform {
  database: SqliteD1;
  /** What the gateway was told, in order: `invalidate`, `reset <credential id>`. */
  told: string[];
}

type Fetch = (url: string, init: UpstreamRequest) => Promise<UpstreamResponse>;

/** A platform over a fresh database, with the real gateway; `fetch` answers for the upstreams. */
export function testPlatform(overrides: Partial<AppEnv> & { fetch?: Fetch } = {}): TestPlatform {
  const { fetch = async () => Promise.reject(new Error("no network in this test")), ...environment } = overrides;
  const env: AppEnv = {
    adminPassword: "correct horse",
    adminToken: "admin-token-for-tests",
    encryptionKey: new Uint8Array(32).fill(7),
    previousEncryptionKeys: [],
    allowPrivateUpstreams: false,
    variables: {},
    ...environment,
  };
  const database = openTestDatabase();
  const told: string[] = [];
  class ToldGateway extends Gateway {
    override invalidate(): void {
      told.push("invalidate");
      super.invalidate();
    }
    override resetCredential(credentialId: string): void {
      told.push(`reset ${credentialId}`);
      super.resetCredential(credentialId);
    }
  }
  const gateway = new ToldGateway({
    store: createStore({ database, env }),
    fetch,
    now: Date.now,
    random: Math.random,
    // Hardly any time passes, but work under way on other threads, such as sealing, gets on.
    sleep: () => new Promise((resolve) => setTimeout(resolve, 1)),
    respond: (body, init) => new Response(body, init),
    seal: (clear, purpose) => sealerFor(env).seal(clear, purpose),
    unseal: (sealed, purpose) => sealerFor(env).unseal(sealed, purpose),
    verifyInternalKey: async () => null,
    readStream: (body) => body.getReader(),
    heartbeatMs: 0,
    shared: false,
  });
  return { host: "node", env, database, gateway, defer: () => {}, clientAddress: "203.0.113.9", told };
}

export const rowsOf = <T = Record<string, unknown>>(platform: TestPlatform, sql: string): T[] =>
  platform.database.sqlite
    .prepare(sql)
    .all()
    .map((row) => ({ ...row })) as T[];
