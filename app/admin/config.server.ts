import type { ConfigDocument, Settings } from "~/gateway/config";
import type { Platform } from "~/platform/platform";
import type { ImportResult } from "./types";

export async function exportConfig(platform: Platform): Promise<ConfigDocument> {
  throw new Error(`exportConfig is being written: ${[platform].length}`);
}

export async function importConfig(
  platform: Platform,
  actor: string,
  document: unknown,
  options: { dryRun: boolean },
): Promise<ImportResult> {
  throw new Error(`importConfig is being written: ${[platform, actor, document, options].length}`);
}

export async function getSettings(platform: Platform): Promise<Settings> {
  throw new Error(`getSettings is being written: ${[platform].length}`);
}

export async function updateSettings(platform: Platform, actor: string, patch: unknown): Promise<Settings> {
  throw new Error(`updateSettings is being written: ${[platform, actor, patch].length}`);
}
