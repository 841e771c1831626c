import { createCookie } from "react-router";
import { readSessionRules, type SessionRules, writeEndedSession, writeSessionsSince } from "~/db/settings.server";
import {
  clearSignInAttempts,
  countSignInAttempt,
  mostWrongPasswords,
  readSignInAttempts,
} from "~/db/sign-in-attempts.server";
import { parseIpv6 } from "~/gateway/upstream-url";
import { toBase64Url } from "~/lib/base64";
import { deriveKey, equalsInConstantTime, sha256Hex } from "~/lib/hash";
import type { AppEnv, Platform } from "~/platform/platform";

const maxAgeSeconds = 7 * 24 * 3600;

/** The password is part of the signing key: a changed password ends every session. */
async function sessionCookie(env: AppEnv, secure: boolean) {
  const purpose = `session ${await sha256Hex(env.adminPassword ?? "")}`;
  const keys = await Promise.all(
    [env.encryptionKey, ...env.previousEncryptionKeys].map((key) => deriveKey(key, purpose)),
  );
  const secrets = keys.map(toBase64Url);
  return createCookie("gateway_session", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge: maxAgeSeconds,
    secrets,
  });
}

const isSecure = (request: Request) => new URL(request.url).protocol === "https:";

/** A page reads its parts one by one: what was read a moment ago is good enough for all of them. */
const rulesMs = 2_000;
const knownRules = new WeakMap<D1Database, { rules: SessionRules; readAt: number }>();

async function sessionRules(database: D1Database): Promise<SessionRules> {
  const known = knownRules.get(database);
  const now = Date.now();
  if (known !== undefined && now - known.readAt < rulesMs) return known.rules;
  const rules = await readSessionRules(database);
  knownRules.set(database, { rules, readAt: now });
  return rules;
}

/** When the session of this browser ends, Unix ms; null where it has none, or one that is over. */
async function sessionEnd({ env }: Platform, request: Request): Promise<number | null> {
  const cookie = await sessionCookie(env, isSecure(request));
  const session: unknown = await cookie.parse(request.headers.get("cookie"));
  if (typeof session !== "object" || session === null || !("expiresAt" in session)) return null;
  const { expiresAt } = session;
  return typeof expiresAt === "number" && expiresAt > Date.now() ? expiresAt : null;
}

export async function isSignedIn(platform: Platform, request: Request): Promise<boolean> {
  if (platform.env.adminPassword === null) return false;
  const end = await sessionEnd(platform, request);
  if (end === null) return false;
  const { since, ended } = await sessionRules(platform.database);
  return end - maxAgeSeconds * 1000 >= since && !ended.has(end);
}

export interface SignInResult {
  ok: boolean;
  /** Why not. `not_configured`: the host has no ADMIN_PASSWORD. */
  reason: "wrong_password" | "paused" | "not_configured" | null;
  /** Wrong tries that are left before a pause. */
  attemptsLeft: number;
  /** Unix ms until which sign-in is paused for this client, or null. */
  pausedUntil: number | null;
  /** Value of the Set-Cookie header where `ok`. */
  cookie: string | null;
}

/** Addresses are kept as hashes only; of IPv6 the network, as whoever has one address there has 2^64 of them. */
const addressOf = (platform: Platform) => sha256Hex(`sign-in ${networkOf(platform.clientAddress)}`);

function networkOf(address: string): string {
  const groups = address.includes(":") ? parseIpv6(address.toLowerCase()) : null;
  // IPv4 within IPv6 is one client.
  return groups === null || groups[5] === 0xffff ? address : groups.slice(0, 4).join(":");
}

/** Each try is counted before the password is looked at, so that many tries at once do not get past the limit. */
export async function signIn(platform: Platform, request: Request, password: string): Promise<SignInResult> {
  const { adminPassword } = platform.env;
  const refused = { ok: false, attemptsLeft: 0, pausedUntil: null, cookie: null };
  if (adminPassword === null) return { ...refused, reason: "not_configured" };
  const address = await addressOf(platform);
  const now = Date.now();
  const { failures, pausedUntil } = await countSignInAttempt(platform.database, address, now);
  if (failures > mostWrongPasswords) return { ...refused, reason: "paused", pausedUntil };
  if (!(await equalsInConstantTime(password, adminPassword))) {
    const attemptsLeft = mostWrongPasswords - failures;
    return { ...refused, reason: attemptsLeft === 0 ? "paused" : "wrong_password", attemptsLeft, pausedUntil };
  }
  await clearSignInAttempts(platform.database, address);
  const cookie = await sessionCookie(platform.env, isSecure(request));
  const value = await cookie.serialize({ expiresAt: now + maxAgeSeconds * 1000 });
  return { ok: true, reason: null, attemptsLeft: mostWrongPasswords, pausedUntil: null, cookie: value };
}

/** Ends every session but the one of this browser, everywhere within seconds: answers its new Set-Cookie header. */
export async function signOutOthers(platform: Platform, request: Request): Promise<string> {
  const now = Date.now();
  await writeSessionsSince(platform.database, now);
  knownRules.delete(platform.database);
  const cookie = await sessionCookie(platform.env, isSecure(request));
  return cookie.serialize({ expiresAt: now + maxAgeSeconds * 1000 });
}

/** Ends the session of this browser, copies of its cookie included (elsewhere within seconds): answers its Set-Cookie header. */
export async function signOut(platform: Platform, request: Request): Promise<string> {
  const end = await sessionEnd(platform, request);
  if (end !== null) {
    await writeEndedSession(platform.database, end, Date.now());
    knownRules.delete(platform.database);
  }
  const cookie = await sessionCookie(platform.env, isSecure(request));
  return cookie.serialize("", { maxAge: 0, expires: new Date(0) });
}

/** What the sign-in page shows before a try. */
export async function signInState(
  platform: Platform,
): Promise<{ attemptsLeft: number; pausedUntil: number | null; configured: boolean }> {
  const { failures, pausedUntil } = await readSignInAttempts(platform.database, await addressOf(platform), Date.now());
  const configured = platform.env.adminPassword !== null;
  return { attemptsLeft: Math.max(0, mostWrongPasswords - failures), pausedUntil, configured };
}
