import type { Candidate } from "./snapshot";

/** A candidate with what the strategy thinks of it. */
export interface ScoredCandidate {
  candidate: Candidate;
  score: number | null;
  expectedCostUsd: number | null;
  reason: string;
}
