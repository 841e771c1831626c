import { expect, test } from "vitest";
import { createSealer } from "~/lib/seal";
import { rowsOf, testPlatform } from "~/tests/platform";
import { retryCredentials } from "./credential-retry.server";
import { createProvider } from "./providers.server";

const hourMs = 3_600_000;

/** A platform with one provider whose only credential was switched off; `accepts` says whether the upstream takes it now. */
async function switchedOff(accepts: () => boolean) {
  const calls: string[] = [];
  const platform = testPlatform({
    fetch: async (url) => {
      calls.push(url);
      const status = accepts() ? 200 : 401;
      const body = accepts() ? { object: "list", data: [{ id: "m" }] } : { error: { message: "still no such key" } };
      return new Response(JSON.stringify(body), { status });
    },
  });
  await createProvider(platform, "t", {
    id: "main",
    adapter: "openai",
    baseUrl: "https://api.example.com/v1",
    credentials: [{ name: "a", value: "sk-some-secret" }],
  });
  const [provider] = (await platform.gateway.config()).providers;
  const credential = provider!.credentials[0]!;
  for (let turn = 0; turn < 3; turn++)
    platform.gateway.healthBook.credentials.rejected(credential, 1_000, "no such key");
  await platform.gateway.ports.store.markCredential({
    credentialId: credential.id,
    state: "off",
    rejections: 3,
    cooldownUntil: null,
    lastError: "no such key",
  });
  const stored = () => rowsOf(platform, "select state, rejections, last_error from credentials")[0];
  return { platform, credential, calls, stored };
}

test("a credential that was switched off is left alone for an hour and then tried once, with a cheap call", async () => {
  const { platform, calls, stored } = await switchedOff(() => false);
  const now = Date.now();
  await retryCredentials(platform, now + 60_000);
  expect(calls).toEqual([]);
  await retryCredentials(platform, now + hourMs + 1_000);
  expect(calls).toEqual(["https://api.example.com/v1/models"]);
  expect(stored()).toEqual({ state: "off", rejections: 3, last_error: "still no such key" });
  await retryCredentials(platform, now + hourMs + 2_000);
  expect(calls).toHaveLength(1);
});

test("one that is taken again is used again, and a single rejection switches it off", async () => {
  const { platform, credential, stored } = await switchedOff(() => true);
  await retryCredentials(platform, Date.now() + hourMs + 1_000);
  expect(stored()).toEqual({ state: "ok", rejections: 2, last_error: null });
  const { healthBook } = platform.gateway;
  expect(healthBook.credential(credential).state).toBe("ok");
  expect(healthBook.credentials.rejected(credential, Date.now(), "again").state).toBe("off");
});

test("what cannot be decrypted is not tried", async () => {
  const { platform, calls } = await switchedOff(() => true);
  const sealed = await createSealer(new Uint8Array(32).fill(9), []).seal("sk-other", "x");
  platform.database.sqlite.prepare("update credentials set sealed = ?").run(sealed);
  platform.gateway.invalidate();
  await retryCredentials(platform, Date.now() + hourMs + 1_000);
  expect(calls).toEqual([]);
});
