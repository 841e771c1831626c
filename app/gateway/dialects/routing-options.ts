import { strategySchema } from "../config/settings";
import { badRequest } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";
import type { ProviderPreferences, RoutingOptions } from "./dialect";

// The gateway's own request fields: https://openrouter.ai/docs/features/provider-routing names most of them.

const none: RoutingOptions = { provider: null, models: [], strategy: null, metadata: null };

/** True where the body carries a field that the upstream must not see (or that metadata may have to be read from). */
export function hasRoutingOptions(body: JsonObject): boolean {
  return (
    body.provider !== undefined || body.models !== undefined || body.route !== undefined || body.metadata !== undefined
  );
}

/** Reads the gateway's fields; the caller removes `provider`, `models` and `route` from what goes upstream. */
export function readRoutingOptions(body: JsonObject): RoutingOptions {
  if (!hasRoutingOptions(body)) return none;
  return {
    provider: readProvider(body.provider),
    models: readNames(body.models, "models"),
    strategy: readStrategy(body.route),
    metadata: readMetadata(body.metadata),
  };
}

function readStrategy(value: unknown): RoutingOptions["strategy"] {
  if (value === undefined || value === null) return null;
  const parsed = strategySchema.safeParse(value);
  if (!parsed.success) {
    throw badRequest(
      `Invalid value for 'route': expected one of ${strategySchema.options.map((name) => `'${name}'`).join(", ")}.`,
      "route",
    );
  }
  return parsed.data;
}

/** Each name of a list is looked up, and each provider held against it. */
const mostNames = 256;

function readNames(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string" && item !== "")) {
    throw badRequest(`Invalid value for '${name}': expected an array of strings.`, name);
  }
  if (value.length > mostNames)
    throw badRequest(`Invalid value for '${name}': expected at most ${mostNames} names.`, name);
  return value;
}

function readMetadata(value: unknown): Record<string, string> | null {
  if (value === undefined || value === null) return null;
  if (!isObject(value) || !Object.values(value).every((item) => typeof item === "string")) {
    throw badRequest("Invalid value for 'metadata': expected an object whose values are strings.", "metadata");
  }
  return value as Record<string, string>;
}

function readProvider(value: unknown): ProviderPreferences | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") {
    if (value === "") throw badRequest("Invalid value for 'provider': expected the id of a provider.", "provider");
    return { only: [value] };
  }
  if (!isObject(value)) throw badRequest("Invalid value for 'provider': expected a string or an object.", "provider");
  const preferences: ProviderPreferences = {};
  const order = readNames(value.order, "provider.order");
  if (order.length > 0) preferences.order = order;
  if (value.only !== undefined && value.only !== null) preferences.only = readNames(value.only, "provider.only");
  if (value.ignore !== undefined && value.ignore !== null)
    preferences.ignore = readNames(value.ignore, "provider.ignore");
  if (value.allow_fallbacks !== undefined && value.allow_fallbacks !== null)
    preferences.allowFallbacks = readBoolean(value.allow_fallbacks, "provider.allow_fallbacks");
  if (value.require_parameters !== undefined && value.require_parameters !== null) {
    preferences.requireParameters = readBoolean(value.require_parameters, "provider.require_parameters");
  }
  if (value.sort !== undefined && value.sort !== null) {
    if (value.sort !== "price" && value.sort !== "latency" && value.sort !== "throughput") {
      throw badRequest(
        "Invalid value for 'provider.sort': expected 'price', 'latency' or 'throughput'.",
        "provider.sort",
      );
    }
    preferences.sort = value.sort;
  }
  if (value.max_price !== undefined && value.max_price !== null) preferences.maxPrice = readMaxPrice(value.max_price);
  return preferences;
}

function readBoolean(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") throw badRequest(`Invalid value for '${name}': expected a boolean.`, name);
  return value;
}

function readMaxPrice(value: unknown): { prompt?: number; completion?: number } {
  if (!isObject(value))
    throw badRequest("Invalid value for 'provider.max_price': expected an object.", "provider.max_price");
  const read = (field: "prompt" | "completion") => {
    const raw = value[field];
    if (raw === undefined || raw === null) return undefined;
    const amount = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
    if (typeof amount !== "number" || !(amount >= 0)) {
      throw badRequest(
        `Invalid value for 'provider.max_price.${field}': expected USD per million tokens.`,
        `provider.max_price.${field}`,
      );
    }
    return amount;
  };
  const prompt = read("prompt");
  const completion = read("completion");
  return { ...(prompt === undefined ? {} : { prompt }), ...(completion === undefined ? {} : { completion }) };
}
