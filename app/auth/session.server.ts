import type { Platform } from "~/platform/platform";

export interface SignInResult {
  ok: boolean;
  /** Wrong tries that are left before a pause. */
  attemptsLeft: number;
  /** Unix ms until which sign-in is paused for this client, or null. */
  pausedUntil: number | null;
  /** Value of the Set-Cookie header where `ok`. */
  cookie: string | null;
}

export async function signIn(platform: Platform, request: Request, password: string): Promise<SignInResult> {
  throw new Error(`signIn is being written: ${[platform, request, password].length}`);
}

export async function signOut(platform: Platform, request: Request): Promise<string> {
  throw new Error(`signOut is being written: ${[platform, request].length}`);
}

export async function signInState(platform: Platform): Promise<{ attemptsLeft: number; pausedUntil: number | null }> {
  throw new Error(`signInState is being written: ${[platform].length}`);
}

export async function isSignedIn(platform: Platform, request: Request): Promise<boolean> {
  throw new Error(`isSignedIn is being written: ${[platform, request].length}`);
}
