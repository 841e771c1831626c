import { expect, test, vi } from "vitest";
import { testPlatform } from "~/tests/platform";
import { issuePlaygroundKey, verifyPlaygroundKey } from "./playground-key.server";
import { isSignedIn, signIn, signInState, signOut, signOutOthers } from "./session.server";

const page = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
  new Request("https://gateway.test/admin", { ...init, headers: { ...headers, ...init.headers } });
const cookieOf = (setCookie: string | null) => setCookie?.split(";")[0] ?? "";

test("the right password gives a session that another page request carries", async () => {
  const platform = testPlatform();
  const result = await signIn(platform, page(), "correct horse");
  expect(result).toMatchObject({ ok: true, reason: null });
  expect(result.cookie).toMatch(/HttpOnly/);
  expect(result.cookie).toMatch(/SameSite=Lax/);
  expect(result.cookie).toMatch(/Secure/);
  const cookie = cookieOf(result.cookie);
  expect(await isSignedIn(platform, page({ cookie }))).toBe(true);
  expect(await isSignedIn(platform, page({ cookie: `${cookie.slice(0, -2)}xx` }))).toBe(false);
  expect(await isSignedIn(platform, page())).toBe(false);
});

test("on plain http the cookie is not marked secure", async () => {
  const result = await signIn(testPlatform(), new Request("http://localhost/login"), "correct horse");
  expect(result.cookie).not.toMatch(/Secure/);
});

test("a changed password, a changed key and the passing of a week end a session", async () => {
  const platform = testPlatform();
  const cookie = cookieOf((await signIn(platform, page(), "correct horse")).cookie);
  expect(await isSignedIn(testPlatform({ adminPassword: "other" }), page({ cookie }))).toBe(false);
  expect(await isSignedIn(testPlatform({ encryptionKey: new Uint8Array(32).fill(8) }), page({ cookie }))).toBe(false);
  vi.useFakeTimers({ now: Date.now() + 8 * 24 * 3_600_000 });
  expect(await isSignedIn(platform, page({ cookie }))).toBe(false);
  vi.useRealTimers();
});

test("signing out the others leaves the browser that asked, and who signs in later", async () => {
  const platform = testPlatform();
  vi.useFakeTimers({ now: Date.now() });
  const other = cookieOf((await signIn(platform, page(), "correct horse")).cookie);
  expect(await isSignedIn(platform, page({ cookie: other }))).toBe(true);
  vi.advanceTimersByTime(1_000);
  const own = cookieOf(await signOutOthers(platform, page()));
  expect(await isSignedIn(platform, page({ cookie: other }))).toBe(false);
  expect(await isSignedIn(platform, page({ cookie: own }))).toBe(true);
  const later = cookieOf((await signIn(platform, page(), "correct horse")).cookie);
  expect(await isSignedIn(platform, page({ cookie: later }))).toBe(true);
  // Kept, not only remembered.
  vi.advanceTimersByTime(10_000);
  expect(await isSignedIn(platform, page({ cookie: other }))).toBe(false);
  vi.useRealTimers();
});

test("signing out clears the cookie, and a copy of it holds no more", async () => {
  const platform = testPlatform();
  vi.useFakeTimers({ now: Date.now() });
  const cookie = cookieOf((await signIn(platform, page(), "correct horse")).cookie);
  vi.advanceTimersByTime(1);
  const other = cookieOf((await signIn(platform, page(), "correct horse")).cookie);
  vi.advanceTimersByTime(1);
  const third = cookieOf((await signIn(platform, page(), "correct horse")).cookie);
  expect(await signOut(platform, page({ cookie }))).toMatch(/Max-Age=0/);
  await signOut(platform, page({ cookie: other }));
  expect(await isSignedIn(platform, page({ cookie }))).toBe(false);
  expect(await isSignedIn(platform, page({ cookie: other }))).toBe(false);
  expect(await isSignedIn(platform, page({ cookie: third }))).toBe(true);
  // Kept, not only remembered.
  vi.advanceTimersByTime(10_000);
  expect(await isSignedIn(platform, page({ cookie }))).toBe(false);
  vi.useRealTimers();
});

test("signing out without a session clears the cookie all the same", async () => {
  expect(await signOut(testPlatform(), page())).toMatch(/Max-Age=0/);
});

test("the fifth wrong password pauses for 15 minutes, even for the right one", async () => {
  const platform = testPlatform();
  const left = [];
  for (let index = 0; index < 4; index++) left.push((await signIn(platform, page(), "wrong")).attemptsLeft);
  expect(left).toEqual([4, 3, 2, 1]);
  expect(await signInState(platform)).toMatchObject({ attemptsLeft: 1, pausedUntil: null });
  const fifth = await signIn(platform, page(), "wrong");
  expect(fifth).toMatchObject({ ok: false, reason: "paused", attemptsLeft: 0 });
  expect(fifth.pausedUntil).toBeGreaterThan(Date.now() + 14 * 60_000);
  expect(await signIn(platform, page(), "correct horse")).toMatchObject({
    ok: false,
    reason: "paused",
    pausedUntil: fifth.pausedUntil,
  });
  expect(await signIn({ ...platform, clientAddress: "198.51.100.1" }, page(), "correct horse")).toMatchObject({
    ok: true,
  });

  vi.useFakeTimers({ now: Date.now() + 16 * 60_000 });
  expect(await signInState(platform)).toMatchObject({ attemptsLeft: 5, pausedUntil: null });
  expect(await signIn(platform, page(), "correct horse")).toMatchObject({ ok: true });
  vi.useRealTimers();
});

test("tries from all over one IPv6 network are those of one client", async () => {
  const platform = testPlatform();
  const from = (clientAddress: string) => signIn({ ...platform, clientAddress }, page(), "wrong");
  for (const address of ["2001:db8:0:7::1", "2001:DB8::7:0:0:0:2", "2001:db8:0:7:ffff::", "2001:db8:0:7:a:b:c:d"])
    expect((await from(address)).reason).toBe("wrong_password");
  expect((await from("2001:db8:0:7::5")).reason).toBe("paused");
  expect((await from("2001:db8:0:8::1")).attemptsLeft).toBe(4);
  // What an IPv4 client is to a server that listens on both.
  for (let index = 0; index < 5; index++) await from("::ffff:198.51.100.1");
  expect((await from("::ffff:198.51.100.2")).attemptsLeft).toBe(4);
});

test("many tries at once do not get past the limit", async () => {
  const platform = testPlatform();
  const results = await Promise.all(Array.from({ length: 20 }, () => signIn(platform, page(), "wrong")));
  expect(results.filter((result) => result.reason === "wrong_password")).toHaveLength(4);
  expect(await signIn(platform, page(), "correct horse")).toMatchObject({ ok: false });
});

test("without a configured password nobody signs in", async () => {
  const platform = testPlatform({ adminPassword: null });
  expect(await signIn(platform, page(), "")).toMatchObject({ ok: false, reason: "not_configured" });
});

test("a playground key holds for two hours under the same password", async () => {
  const platform = testPlatform();
  const token = await issuePlaygroundKey(platform);
  const now = Date.now();
  expect(token).toMatch(/^sk-gw-session-/);
  expect(await verifyPlaygroundKey(platform.env, token, now)).toMatchObject({
    id: "playground",
    role: "client",
    enabled: true,
  });
  expect(await verifyPlaygroundKey(platform.env, token, now + 3 * 3_600_000)).toBeNull();
  expect(await verifyPlaygroundKey(testPlatform({ adminPassword: "x" }).env, token, now)).toBeNull();
  expect(await verifyPlaygroundKey(platform.env, `${token}x`, now)).toBeNull();
  expect(await verifyPlaygroundKey(platform.env, "sk-gw-session-abc", now)).toBeNull();
  expect(await verifyPlaygroundKey(platform.env, "sk-gw-other", now)).toBeNull();
});
