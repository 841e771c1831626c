import type { ApiKey } from "~/gateway/ports";
import type { AppEnv, Platform } from "~/platform/platform";

export async function issuePlaygroundKey(platform: Platform): Promise<string> {
  throw new Error(`issuePlaygroundKey is being written: ${[platform].length}`);
}

export async function verifyPlaygroundKey(env: AppEnv, token: string, now: number): Promise<ApiKey | null> {
  throw new Error(`verifyPlaygroundKey is being written: ${[env, token, now].length}`);
}
