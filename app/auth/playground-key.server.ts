import type { ApiKey } from "~/gateway/config/entities";
import { fromBase64Url, toBase64Url } from "~/lib/base64";
import { deriveKey, equalsInConstantTime, hmac, sha256Hex } from "~/lib/hash";
import type { AppEnv, Platform } from "~/platform/platform";

const prefix = "sk-gw-session-";
const lifetimeMs = 2 * 3_600_000;

const playgroundKey: ApiKey = {
  id: "playground",
  name: "Playground",
  role: "client",
  models: ["*"],
  providers: ["*"],
  enabled: true,
  expiresAt: null,
  limits: {},
  withoutDefaults: true,
};

/** Like the session, it ends with the password that it was made under. */
async function signatureOf(env: AppEnv, payload: string): Promise<string> {
  const key = await deriveKey(env.encryptionKey, `playground ${await sha256Hex(env.adminPassword ?? "")}`);
  return toBase64Url(await hmac(key, payload));
}

/** A key for the signed-in admin's own browser: nothing is stored, two hours are all it has. */
export async function issuePlaygroundKey({ env }: Platform): Promise<string> {
  const payload = toBase64Url(new TextEncoder().encode(JSON.stringify({ expiresAt: Date.now() + lifetimeMs })));
  return `${prefix}${payload}.${await signatureOf(env, payload)}`;
}

/** The playground's API key where `token` is one of the above that is still good; `now` in Unix ms. */
export async function verifyPlaygroundKey(env: AppEnv, token: string, now: number): Promise<ApiKey | null> {
  if (!token.startsWith(prefix)) return null;
  const [payload, signature, ...rest] = token.slice(prefix.length).split(".");
  if (!payload || !signature || rest.length > 0) return null;
  if (!(await equalsInConstantTime(signature, await signatureOf(env, payload)))) return null;
  const { expiresAt } = JSON.parse(new TextDecoder().decode(fromBase64Url(payload))) as { expiresAt: number };
  return expiresAt > now ? { ...playgroundKey, expiresAt } : null;
}
