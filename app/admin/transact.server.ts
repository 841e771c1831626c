import { type Changes, StaleWrite, writeChanges } from "~/db/changes.server";
import type { Platform } from "~/platform/platform";
import { conflict } from "./errors";

const mostTries = 30;

/**
 * Reads, decides and writes as one step: where somebody else's write came in between, `work` runs again from the start.
 * It must read what it decides on inside, and name it in the `expect` of what it writes.
 */
export async function transact<T>(
  platform: Pick<Platform, "database" | "gateway">,
  work: (write: (changes: Changes) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { database, gateway } = platform;
  for (let tries = 1; tries <= mostTries; tries++) {
    try {
      return await work(async (changes) => {
        await writeChanges(database, changes);
        gateway.invalidate();
      });
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
      await gateway.ports.sleep(gateway.ports.random() * 5 * tries);
    }
  }
  throw conflict("This kept changing while it was being written. Try again.", "");
}
