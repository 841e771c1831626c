import type { LimitFigures, Refusal, Used } from "./limit-counter";
import type { Limits } from "./limit-schema";

/** What a request asks of the counter that isolates share; `used` is what this isolate knows of budget and quota. */
export interface SharedTake {
  limits: Limits;
  /** Reserved until the request is settled. */
  tokens: number;
  budget: Used | null;
  quota: Used | null;
}

export type SharedAnswer = { taken: true; ticket: string; figures: LimitFigures } | { taken: false; refusal: Refusal };

/** Counts over all isolates. `subject` is a key's id, or empty for the gateway as a whole. Rejects where it does not answer. */
export interface SharedCounter {
  take(subject: string, request: SharedTake): Promise<SharedAnswer>;
  /** `used` is null where the request did not take place after all. */
  settle(subject: string, ticket: string, used: { tokens: number; microUsd: number | null } | null): Promise<void>;
  figures(subject: string): Promise<LimitFigures>;
}
