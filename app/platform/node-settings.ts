// What a self-hosted server is told by its environment. A mistake is one line for whoever starts it, not a stack.

export class StartProblem extends Error {}

export interface NodeSettings {
  port: number;
  hostname: string;
  dataDirectory: string;
  /** How many are in front, each of which adds to `X-Forwarded-For`; 0: nobody's `X-Forwarded-*` is believed. */
  proxies: number;
  /** Streams in flight get so long after SIGTERM before they are ended with an error event, ms. */
  graceMs: number;
}

/** An empty variable is one that is not set. Throws a StartProblem. */
export function readNodeSettings(environment: Record<string, string | undefined>): NodeSettings {
  const whole = (name: string, most: number, otherwise: number, words: Record<string, string> = {}): number => {
    const text = environment[name]?.trim() || String(otherwise);
    const digits = words[text.toLowerCase()] ?? text;
    const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
    if (!(value <= most)) throw new StartProblem(`${name} must be a whole number from 0 to ${most}, and is "${text}".`);
    return value;
  };
  return {
    port: whole("PORT", 65_535, 8788),
    hostname: environment.HOST?.trim().replace(/^\[(.*)\]$/, "$1") || "127.0.0.1",
    dataDirectory: environment.DATA_DIR || ".data",
    proxies: whole("TRUST_PROXY", 10, 0, { true: "1", yes: "1", false: "0", no: "0" }),
    graceMs: whole("SHUTDOWN_GRACE_MS", 3_600_000, 5_000),
  };
}

/** The encryption key and the former ones, as they are written. */
export function encryptionKeys(environment: Record<string, string | undefined>): { key: string; former: string[] } {
  const { ENCRYPTION_KEY: key = "", ENCRYPTION_KEY_PREVIOUS: previous = "" } = environment;
  const parts = previous.split(",").map((part) => part.trim());
  return { key: key.trim(), former: parts.filter((part) => part !== "") };
}

/** The same that every request would say (env.ts), before anything is written. Throws a StartProblem. */
export function checkEncryptionKeys(environment: Record<string, string | undefined>): void {
  const { key, former } = encryptionKeys(environment);
  if (!isKey(key))
    throw new StartProblem("ENCRYPTION_KEY must be 32 bytes in base64. Make one with: openssl rand -base64 32");
  if (!former.every(isKey))
    throw new StartProblem(
      "ENCRYPTION_KEY_PREVIOUS must be former keys, 32 bytes in base64 each, separated by commas.",
    );
}

const isKey = (text: string) => /^[\w+/-]{43}=?$/.test(text);

/** The line that says why a start failed; null where only the stack can tell. */
export function startProblem(
  error: unknown,
  { port, hostname }: Pick<NodeSettings, "port" | "hostname">,
): string | null {
  if (error instanceof StartProblem) return error.message;
  const { code } = error as { code?: string };
  if (code === "EADDRINUSE")
    return `Port ${port} of ${hostname} is taken. Set PORT to another one, or stop what listens there.`;
  if (code === "EACCES") return `Port ${port} of ${hostname} may not be used by this user. Set PORT to another one.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `This machine has no address ${hostname}. Set HOST to one that it has.`;
  return null;
}
