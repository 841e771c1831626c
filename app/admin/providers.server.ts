import type { Platform } from "~/platform/platform";
import type { AdminProvider } from "./types";

export async function listProviders(platform: Platform): Promise<AdminProvider[]> {
  throw new Error(`listProviders is being written: ${[platform].length}`);
}

export async function getProvider(platform: Platform, id: string): Promise<AdminProvider> {
  throw new Error(`getProvider is being written: ${[platform, id].length}`);
}

export async function createProvider(platform: Platform, actor: string, input: unknown): Promise<AdminProvider> {
  throw new Error(`createProvider is being written: ${[platform, actor, input].length}`);
}

export async function updateProvider(
  platform: Platform,
  actor: string,
  id: string,
  patch: unknown,
): Promise<AdminProvider> {
  throw new Error(`updateProvider is being written: ${[platform, actor, id, patch].length}`);
}

export async function deleteProvider(platform: Platform, actor: string, id: string): Promise<void> {
  throw new Error(`deleteProvider is being written: ${[platform, actor, id].length}`);
}

export async function addCredentials(
  platform: Platform,
  actor: string,
  providerId: string,
  credentials: { name?: string; value: string }[],
): Promise<AdminProvider> {
  throw new Error(`addCredentials is being written: ${[platform, actor, providerId, credentials].length}`);
}

export async function removeCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  throw new Error(`removeCredential is being written: ${[platform, actor, providerId, name].length}`);
}

export async function renameCredential(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
  newName: string,
): Promise<AdminProvider> {
  throw new Error(`renameCredential is being written: ${[platform, actor, providerId, name, newName].length}`);
}

export async function endCooldown(
  platform: Platform,
  actor: string,
  providerId: string,
  name: string,
): Promise<AdminProvider> {
  throw new Error(`endCooldown is being written: ${[platform, actor, providerId, name].length}`);
}
