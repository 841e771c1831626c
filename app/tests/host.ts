// What every host of the tests is started with, and what it can do.

export const adminToken = "test-admin-token";
export const encryptionKey = Buffer.alloc(32, 7).toString("base64");

/** The built gateway on one of its hosts, ready for requests. */
export interface Host {
  url: string;
  /** Everything it printed; of workerd nothing. */
  output(): string;
  /** Sends SIGTERM and waits for the end; answers the exit code. Node only. */
  terminate?(): Promise<number | null>;
  dataDirectory?: string;
  stop(): Promise<void>;
}
