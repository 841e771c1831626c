import type { Platform } from "~/platform/platform";
import type { ModelSync, ProviderTest } from "./types";

export async function testProvider(platform: Platform, id: string, options: { model?: string }): Promise<ProviderTest> {
  throw new Error(`testProvider is being written: ${[platform, id, options].length}`);
}

export async function testDraft(platform: Platform, input: unknown): Promise<ProviderTest> {
  throw new Error(`testDraft is being written: ${[platform, input].length}`);
}

export async function syncModels(platform: Platform, actor: string, id: string): Promise<ModelSync> {
  throw new Error(`syncModels is being written: ${[platform, actor, id].length}`);
}
