import { expect, test } from "vitest";
import { createProvider } from "~/admin/providers.server";
import { createSealer } from "~/lib/seal";
import { testPlatform } from "~/tests/platform";
import { loadConfig } from "./load-config.server";

const base = { id: "main", adapter: "openai", baseUrl: "https://api.example.com/v1" };
const key = (byte: number) => new Uint8Array(32).fill(byte);

test("secret headers are read under a former key; without it their provider's credentials say so and rest", async () => {
  const platform = testPlatform();
  const headers = { "x-team": "growth", "X-Api-Key": "second-key-value" };
  const credentials = [{ name: "a", value: "sk-abcdefghijklmnop" }];
  await createProvider(platform, "tester", { ...base, headers, credentials });
  const load = async (...former: Uint8Array[]) =>
    (await loadConfig(platform.database, {}, createSealer(key(9), former))).providers[0]!;
  expect(await load(platform.env.encryptionKey)).toMatchObject({ headers, credentials: [{ state: "ok" }] });
  const lost = await load();
  expect(lost.headers).toEqual({ "x-team": "growth" });
  expect(lost.credentials).toMatchObject([{ state: "off", lastError: expect.stringContaining("X-Api-Key") }]);
});
