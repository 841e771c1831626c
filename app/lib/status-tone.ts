export type StatusTone = "ok" | "warn" | "bad";

/** Of an answer to a client: what the caller did wrong and limits are amber, the rest of what failed is red. */
export function statusTone(status: number): StatusTone {
  if (status < 400) return "ok";
  return status < 500 || status === 529 ? "warn" : "bad";
}

/** Of one upstream call: a refused key is the gateway's trouble, so red. Null: no answer came. */
export function attemptTone(status: number | null): StatusTone {
  return status === null || status === 401 || status === 403 ? "bad" : statusTone(status);
}
