import { RouterContextProvider } from "react-router";
import { expect, test } from "vitest";
import { createKey, getKey } from "~/admin/keys.server";
import { authorizeAdminApi } from "~/auth/require-admin.server";
import { signIn } from "~/auth/session.server";
import { adminContext, platformContext } from "~/context";
import { testPlatform } from "./platform";

const page = (headers: Record<string, string> = {}, init: RequestInit = {}) =>
  new Request("https://gateway.test/admin", { ...init, headers: { ...headers, ...init.headers } });

async function authorize(platform: ReturnType<typeof testPlatform>, request: Request) {
  const context = new RouterContextProvider();
  context.set(platformContext, platform);
  const refusal = await authorizeAdminApi(request, context);
  return refusal ? { status: refusal.status, body: await refusal.json() } : { actor: context.get(adminContext).actor };
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("the admin API takes the admin token and admin keys, and refuses all else", async () => {
  const platform = testPlatform();
  expect(await authorize(platform, page(bearer("admin-token-for-tests")))).toEqual({ actor: "admin-token" });
  expect(await authorize(platform, page(bearer("wrong")))).toEqual({
    status: 401,
    body: {
      error: { message: expect.any(String), type: "authentication_error", code: "invalid_api_key", param: null },
    },
  });
  expect(await authorize(platform, page())).toMatchObject({ status: 401 });
  expect(await authorize(platform, page({ authorization: "Basic abc" }))).toMatchObject({ status: 401 });
  expect(await authorize(testPlatform({ adminToken: null }), page(bearer("")))).toMatchObject({ status: 401 });

  const admin = await createKey(platform, "test", { name: "Ops", role: "admin" });
  const client = await createKey(platform, "test", { name: "App" });
  const disabled = await createKey(platform, "test", { name: "Off", role: "admin", enabled: false });
  const expired = await createKey(platform, "test", { name: "Old", role: "admin", expiresAt: "2020-01-01T00:00:00Z" });
  expect(await authorize(platform, page(bearer(admin.key)))).toEqual({ actor: "key:ops" });
  expect(await authorize(platform, page(bearer(client.key)))).toMatchObject({
    status: 403,
    body: { error: { type: "permission_error" } },
  });
  expect(await authorize(platform, page(bearer(disabled.key)))).toMatchObject({ status: 401 });
  expect(await authorize(platform, page(bearer(expired.key)))).toMatchObject({ status: 401 });
});

test("a call of the admin API is a use of its key, written once a minute", async () => {
  const deferred: Promise<unknown>[] = [];
  const platform = { ...testPlatform(), defer: (work: Promise<unknown>) => void deferred.push(work) };
  const { id, key } = await createKey(platform, "test", { name: "Ops", role: "admin" });
  const before = Date.now();
  for (let call = 0; call < 3; call++) await authorize(platform, page(bearer(key)));
  expect(deferred).toHaveLength(1);
  await Promise.all(deferred);
  expect(Date.parse((await getKey(platform, id)).lastUsedAt ?? "")).toBeGreaterThanOrEqual(before);
});

test("the session cookie writes from the dashboard's own origin only", async () => {
  const platform = testPlatform();
  const cookie = (await signIn(platform, page(), "correct horse")).cookie?.split(";")[0] ?? "";
  const post = (origin?: string) => page({ cookie, ...(origin ? { origin } : {}) }, { method: "POST" });
  expect(await authorize(platform, page({ cookie }))).toEqual({ actor: "dashboard" });
  expect(await authorize(platform, post("https://gateway.test"))).toEqual({ actor: "dashboard" });
  expect(await authorize(platform, post("https://evil.test"))).toMatchObject({ status: 403 });
  expect(await authorize(platform, post("null"))).toMatchObject({ status: 403 });
  expect(await authorize(platform, post())).toMatchObject({ status: 403 });
});
