import { type NativeVendor, startNativeVendor } from "./native-vendor";
import { type StrictVendor, startStrictVendor } from "./strict-vendor";

/** For tests of a client surface: upstreams of three formats. */
export const threeFormats = { strict: startStrictVendor, native: startNativeVendor };

/** A provider that serves the model `m`. */
export const provider = (id: string, adapter: string, baseUrl: string, upstream: string) => ({
  id,
  adapter,
  baseUrl,
  credentials: [{ name: "a", value: "sk-native" }],
  models: [{ id: "m", upstream, pricing: { input: 1, output: 2, cachedInput: 0.5 } }],
});

export const providersOf = ({ strict, native }: { strict: StrictVendor; native: NativeVendor }) => ({
  openai: () => provider("strict", "openai", strict.url, "mock"),
  anthropic: () => provider("claude", "anthropic", native.url("anthropic"), "claude-sonnet-4-5"),
  gemini: () => provider("google", "gemini", native.url("gemini"), "gemini-2.5-flash"),
});
