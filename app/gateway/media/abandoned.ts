/**
 * Does `work`, which waits for a job that a vendor runs by itself. Where the attempt ends before it (its client left, its
 * time is up), `cancel` is sent, so that nobody pays for what nobody gets. Nothing waits for that call.
 */
export async function cancelledWith<Result>(
  signal: AbortSignal,
  cancel: (signal: AbortSignal) => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  const stopListening = cancelOn(signal, cancel);
  try {
    return await work();
  } finally {
    stopListening();
  }
}

const patienceMs = 10_000;

/** The same for work that goes on behind a stream. Answers what ends the listening. */
export function cancelOn(signal: AbortSignal, cancel: (signal: AbortSignal) => Promise<unknown>): () => void {
  const send = () => {
    cancel(AbortSignal.timeout(patienceMs)).catch(() => {});
  };
  if (signal.aborted) send();
  else signal.addEventListener("abort", send, { once: true });
  return () => signal.removeEventListener("abort", send);
}
