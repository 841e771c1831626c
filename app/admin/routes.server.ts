import type { Platform } from "~/platform/platform";
import type { AdminRoute } from "./types";

export async function listRoutes(platform: Platform): Promise<AdminRoute[]> {
  throw new Error(`listRoutes is being written: ${[platform].length}`);
}

export async function getRoute(platform: Platform, id: string): Promise<AdminRoute> {
  throw new Error(`getRoute is being written: ${[platform, id].length}`);
}

export async function putRoute(
  platform: Platform,
  actor: string,
  id: string,
  input: unknown,
): Promise<{ route: AdminRoute; created: boolean }> {
  throw new Error(`putRoute is being written: ${[platform, actor, id, input].length}`);
}

export async function deleteRoute(platform: Platform, actor: string, id: string): Promise<void> {
  throw new Error(`deleteRoute is being written: ${[platform, actor, id].length}`);
}
