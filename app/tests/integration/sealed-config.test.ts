import { afterAll, beforeAll, expect, test } from "vitest";
import { clientKey, gatewayClient } from "../gateway-client";
import { startNode } from "../hosts";
import { startSuite } from "../suite";
import { startUpstream } from "../upstream";

// An encrypted export of the built bundle, as a browser without scripts asks for it, and another gateway that takes it.

const { host, gateway, upstream } = await startSuite({ upstream: startUpstream });
const other = await startNode({ ENCRYPTION_KEY: Buffer.alloc(32, 9).toString("base64") });
afterAll(() => other.stop());
const passphrase = "correct horse battery";
const secret = "sk-upstream-secret-000";

beforeAll(() =>
  gateway.configure({
    providers: [
      {
        id: "main",
        adapter: "openai",
        baseUrl: upstream.url(),
        credentials: [{ name: "a", value: secret }],
        models: ["m"],
      },
    ],
  }),
);

/** Signs in and answers what a form of the settings page is answered. */
async function settingsPage(url: string) {
  const signedIn = await fetch(`${url}/login`, {
    method: "POST",
    body: new URLSearchParams({ password: "test-password" }),
    redirect: "manual",
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return async (fields: Record<string, string>, headers: Record<string, string> = { cookie, origin: url }) => {
    const answer = await fetch(`${url}/admin/settings`, {
      method: "POST",
      headers,
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    return { answer, page: await answer.text() };
  };
}

const exported = { intent: "export", passphrase, repeat: passphrase };

test("what one gateway exports encrypted works on another one: the credential of the provider and the API key", async () => {
  const from = await settingsPage(host.url);
  const { answer, page } = await from(exported);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(page).not.toContain(secret);
  const file = decodeURIComponent(/href="data:application\/json;charset=utf-8,([^"]+)"/.exec(page)?.[1] ?? "");
  expect(JSON.parse(file)).toMatchObject({ format: "ai-gateway-config-encrypted", version: 1 });
  const trail = await (await gateway.admin("/api/admin/audit?limit=1")).json();
  expect(trail.data[0]).toMatchObject({ action: "export", kind: "config", detail: { secrets: true } });

  const to = await settingsPage(other.url);
  const preview = await to({ intent: "preview", text: file, passphrase });
  expect(preview.answer.status).toBe(200);
  const unlock = /name="unlock" value="([^"]+)"/.exec(preview.page)?.[1] ?? "";
  expect(unlock).toMatch(/^v1\./);
  for (const clear of [passphrase, secret]) expect(preview.page).not.toContain(clear);
  const client = gatewayClient(other);
  expect((await client.chat({ model: "m" }, { key: clientKey })).status).toBe(401);
  expect((await to({ intent: "apply", text: file, unlock })).answer.status).toBe(200);
  const before = upstream.calls.length;
  expect((await client.chat({ model: "m" }, { key: clientKey })).status).toBe(200);
  expect(upstream.calls[before]?.key).toBe(secret);
});

test("a file without its passphrase is answered with the field, and only who is signed in on this page gets one", async () => {
  const ask = await settingsPage(host.url);
  const text = JSON.stringify({ format: "ai-gateway-config-encrypted", version: 1 });
  const asked = await ask({ intent: "preview", text });
  expect(asked.answer.status).toBe(400);
  expect(asked.page).toMatch(
    /<input[^>]*name="passphrase"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="passphrase"/,
  );
  const short = await ask({ ...exported, passphrase: "short" });
  expect(short.answer.status).toBe(400);
  expect(short.page).toContain("At least 12 characters.");
  expect(short.page).not.toContain("data:application/json");
  const stranger = await ask(exported, { origin: host.url });
  expect(stranger.answer.status).toBe(302);
  expect(stranger.page).not.toContain("data:application/json");
});
