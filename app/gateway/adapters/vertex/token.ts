import { importPKCS8, SignJWT } from "jose";
import { failure, UpstreamFailure } from "../../failures/failure";
import { isObject, parseObject } from "../../openai/fields";
import { longestNote, textWithin } from "../../whole-body";
import type { PrepareContext } from "../target";

// Access tokens for a service account: https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests

const scope = "https://www.googleapis.com/auth/cloud-platform";
const defaultTokenUri = "https://oauth2.googleapis.com/token";
/** A token is renewed while it still holds for so long. */
const marginMs = 120_000;
const patienceMs = 10_000;
/** On Workers the request that fetches may be gone before it has the token: others wait so long, then fetch their own. */
const waitMs = 3_000;
/** Credentials that are no longer used leave. */
const mostKept = 200;

export interface ServiceAccount {
  email: string;
  privateKey: string;
  keyId: string | null;
  tokenUri: string;
}

/** The JSON file of a service account, as it is or in base64; null where the credential is something else. */
export function serviceAccountOf(secret: string): ServiceAccount | null {
  const text = secret.trimStart().startsWith("{") ? secret : decoded(secret);
  const json = text === null ? null : parseObject(text);
  if (json === null) return null;
  const { client_email: email, private_key: privateKey, private_key_id: keyId, token_uri: tokenUri } = json;
  if (typeof email !== "string" || typeof privateKey !== "string")
    throw unusable("the service account's JSON lacks client_email or private_key");
  return {
    email,
    privateKey,
    keyId: typeof keyId === "string" ? keyId : null,
    tokenUri: typeof tokenUri === "string" && tokenUri !== "" ? tokenUri : defaultTokenUri,
  };
}

/** Base64 of `{"...`; a JWT begins alike but has dots. */
function decoded(secret: string): string | null {
  if (!/^e[wy][A-Za-z0-9+/]+={0,2}$/.test(secret)) return null;
  try {
    return atob(secret);
  } catch {
    return null;
  }
}

interface Kept {
  token: string;
  /** Unix ms. */
  expiresAt: number;
}

const kept = new Map<string, Kept>();
const underWay = new Map<string, Promise<Kept>>();

/** A token that holds for a while yet: the one in memory, or a new one, asked for once for all who wait. */
export async function accessToken(account: ServiceAccount, context: PrepareContext): Promise<string> {
  const key = `${account.email} ${account.keyId} ${account.tokenUri} ${account.privateKey}`;
  const known = kept.get(key);
  if (known !== undefined && known.expiresAt - context.now() > marginMs) return known.token;
  const others = underWay.get(key);
  const early = others === undefined ? null : await within(others, waitMs);
  if (early !== null) return early.token;
  const exchange = requestToken(account, context).finally(() => {
    if (underWay.get(key) === exchange) underWay.delete(key);
  });
  underWay.set(key, exchange);
  const fresh = await exchange;
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, fresh);
  return fresh.token;
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function requestToken(account: ServiceAccount, context: PrepareContext): Promise<Kept> {
  const now = context.now();
  const assertion = await signedAssertion(account, Math.floor(now / 1000));
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), patienceMs);
  try {
    const response = await context.fetch(account.tokenUri, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", "accept-encoding": "identity" },
      body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }).toString(),
      // Not the attempt's own signal: others wait for this token too.
      signal: abort.signal,
    });
    const answer = parseObject(await textWithin(response, longestNote));
    if (response.status !== 200) throw refused(response.status, answer);
    const { access_token: token, expires_in: seconds } = answer ?? {};
    if (typeof token !== "string" || token === "") throw unusable("the token endpoint's answer has no access_token");
    return { token, expiresAt: now + (typeof seconds === "number" ? seconds : 3600) * 1000 };
  } catch (error) {
    if (error instanceof UpstreamFailure) throw error;
    const why = abort.signal.aborted ? `did not answer within ${patienceMs / 1000} s` : "cannot be reached";
    throw new UpstreamFailure(failure("network", "token_endpoint", `the service account's token endpoint ${why}`));
  } finally {
    clearTimeout(timer);
  }
}

async function signedAssertion(account: ServiceAccount, issuedAt: number): Promise<string> {
  try {
    const key = await importPKCS8(account.privateKey, "RS256");
    return await new SignJWT({ scope })
      .setProtectedHeader({ alg: "RS256", typ: "JWT", ...(account.keyId === null ? {} : { kid: account.keyId }) })
      .setIssuer(account.email)
      .setSubject(account.email)
      .setAudience(account.tokenUri)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 3600)
      .sign(key);
  } catch {
    throw unusable("the service account's private_key is not a PKCS #8 key");
  }
}

const unusable = (message: string) => new UpstreamFailure(failure("credential", "invalid_service_account", message));

/** `{"error": "invalid_grant", "error_description"}`: the account, not the passing state of a server. */
function refused(status: number, answer: Record<string, unknown> | null): UpstreamFailure {
  const { error, error_description: description } = answer ?? {};
  const detail = isObject(error) ? error.message : (description ?? error);
  const code = typeof error === "string" ? error : "token_refused";
  const message = `the service account got no token: ${typeof detail === "string" ? detail : `HTTP ${status}`}`;
  const kind = status === 429 ? "rate_limit" : status >= 500 ? "server" : "credential";
  return new UpstreamFailure(failure(kind, code, message, { status }));
}
