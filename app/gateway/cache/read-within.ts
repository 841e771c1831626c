/** A miss is held up by the store for so long at most. */
const patienceMs = 200;

/** What the store says, or null where it fails or takes too long: the request then goes on as if nothing were kept. */
export async function readWithin<T>(what: string, read: () => Promise<T | null>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  try {
    return await Promise.race([
      read().catch((error) => {
        console.error(`${what} could not be read, the request goes on without:`, error);
        return null;
      }),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
