import type { SharedCounter } from "~/gateway/limits/shared-counter";
import type { CounterNamespace } from "./platform";

/** The companion Worker's counter (companion/limit-counter.ts): one Durable Object per key, and one for the gateway. */
export function sharedCounter(namespace: CounterNamespace): SharedCounter {
  // Stubs are not kept: on Workers they belong to the request that made them.
  const of = (subject: string) => namespace.get(namespace.idFromName(subject === "" ? "gateway" : `key ${subject}`));
  return {
    take: (subject, request) => of(subject).take(request),
    settle: (subject, ticket, used) => of(subject).settle(ticket, used),
    figures: (subject) => of(subject).figures(),
  };
}
