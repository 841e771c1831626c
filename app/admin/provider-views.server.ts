import {
  type EnvironmentProvider,
  environmentCredentialId,
  environmentDocument,
  environmentModels,
  environmentProviders,
} from "~/db/environment-providers";
import { toModelEntry } from "~/db/load-config.server";
import { readProviderNames, readProviders, type StoredProvider } from "~/db/providers.server";
import type { ProviderHealth } from "~/gateway/provider-health";
import type { RateBook } from "~/gateway/routing/rate-book";
import { shownHeaders } from "~/gateway/secret-headers";
import type { Platform } from "~/platform/platform";
import { credentialStates, environmentCredentialState } from "./credential-states";
import { notFound } from "./errors";
import { credentialDocument, modelDocument } from "./provider-records.server";
import type { AdminProvider } from "./types";

// Providers as the admin surface shows them: stored ones, and those that the environment makes.

const iso = (time: number) => new Date(time).toISOString();

function toAdminProvider(
  stored: StoredProvider,
  variables: Record<string, string | undefined>,
  rates: RateBook,
  health?: ProviderHealth,
): AdminProvider {
  const { provider, credentials, models } = stored;
  return {
    ...provider,
    headers: shownHeaders(provider.headers),
    credentials: credentials.map(credentialDocument),
    models: models.map((record) => modelDocument(toModelEntry(record))),
    credentialStates: credentialStates(credentials, variables, health, rates, Date.now()),
    source: "database",
    createdAt: iso(provider.createdAt),
    updatedAt: iso(provider.updatedAt),
  };
}

function fromEnvironment(provider: EnvironmentProvider, rates: RateBook, health?: ProviderHealth): AdminProvider {
  const { preset, envVar } = provider;
  return {
    ...environmentDocument(provider),
    credentials: [{ name: "env", env: envVar }],
    models: environmentModels(preset),
    credentialStates: [environmentCredentialState("env", envVar, health, rates.of(environmentCredentialId(preset.id)))],
    source: "environment",
    createdAt: null,
    updatedAt: null,
  };
}

/** A provider as the admin surface sees it, with its rows where it has any. */
export interface Found {
  view: AdminProvider;
  stored: StoredProvider | undefined;
}

async function healthByProvider({ gateway }: Platform): Promise<Map<string, ProviderHealth>> {
  return new Map((await gateway.health()).map((health) => [health.providerId, health]));
}

export async function viewProviders(platform: Platform): Promise<AdminProvider[]> {
  const { variables } = platform.env;
  const { rates } = platform.gateway.healthBook;
  const [stored, health] = await Promise.all([readProviders(platform.database), healthByProvider(platform)]);
  const names = {
    providers: stored.map(({ provider }) => provider),
    credentialVariables: stored.flatMap(({ credentials }) => credentials.map((credential) => credential.env)),
  };
  return [
    ...stored.map((item) => toAdminProvider(item, variables, rates, health.get(item.provider.id))),
    ...environmentProviders(variables, names).map((item) => fromEnvironment(item, rates, health.get(item.preset.id))),
  ];
}

export async function findProvider(platform: Platform, id: string): Promise<Found> {
  const { variables } = platform.env;
  const { rates } = platform.gateway.healthBook;
  const [[stored], health] = await Promise.all([readProviders(platform.database, id), healthByProvider(platform)]);
  if (stored) return { view: toAdminProvider(stored, variables, rates, health.get(id)), stored };
  const names = await readProviderNames(platform.database);
  const item = environmentProviders(variables, names).find(({ preset }) => preset.id === id);
  if (!item) throw notFound("provider", id);
  return { view: fromEnvironment(item, rates, health.get(id)), stored: undefined };
}
