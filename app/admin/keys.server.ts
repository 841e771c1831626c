import type { Platform } from "~/platform/platform";
import type { AdminKey, IssuedKey } from "./types";

export async function listKeys(platform: Platform): Promise<AdminKey[]> {
  throw new Error(`listKeys is being written: ${[platform].length}`);
}

export async function getKey(platform: Platform, id: string): Promise<AdminKey> {
  throw new Error(`getKey is being written: ${[platform, id].length}`);
}

export async function createKey(platform: Platform, actor: string, input: unknown): Promise<IssuedKey> {
  throw new Error(`createKey is being written: ${[platform, actor, input].length}`);
}

export async function updateKey(platform: Platform, actor: string, id: string, patch: unknown): Promise<AdminKey> {
  throw new Error(`updateKey is being written: ${[platform, actor, id, patch].length}`);
}

export async function deleteKey(platform: Platform, actor: string, id: string): Promise<void> {
  throw new Error(`deleteKey is being written: ${[platform, actor, id].length}`);
}

export async function rotateKey(
  platform: Platform,
  actor: string,
  id: string,
  options: { overlapHours?: number },
): Promise<IssuedKey> {
  throw new Error(`rotateKey is being written: ${[platform, actor, id, options].length}`);
}
