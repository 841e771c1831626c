import OpenAI from "openai";
import { beforeEach } from "vitest";
import { clientKey } from "./gateway-client";
import { startMediaVendor } from "./media-vendor";
import { startSuite } from "./suite";

const otherKey = "sk-gw-other-key-000000000000000";

/** The built gateway with a vendor of media behind it, and OpenAI's SDK before it. */
export async function startMediaSuite() {
  const { host, gateway, vendor } = await startSuite({ vendor: startMediaVendor });
  beforeEach(() => {
    vendor.calls.length = 0;
    vendor.refusedKeys.clear();
  });
  return {
    host,
    gateway,
    vendor,
    otherKey,
    client: new OpenAI({ apiKey: clientKey, baseURL: `${host.url}/v1`, maxRetries: 0 }),
    provider: (id: string, manners: string[] = [], more: object = {}) => ({
      id,
      adapter: "openai",
      baseUrl: vendor.url(...manners),
      credentials: [{ name: "a", value: `sk-${id}` }],
      models: [{ id: "m", upstream: "vendor-m", pricing: { input: 5, output: 40 } }],
      ...more,
    }),
    configure: (...providers: object[]) =>
      gateway.configure({ providers, keys: [{ id: "other", name: "Other", value: otherKey }] }),
    lastCall: () => vendor.calls.at(-1)!,
  };
}
