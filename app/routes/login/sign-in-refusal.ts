import type { Refusal } from "~/components/checked-form/refusal";

/** Why signing in did not work: `wrong`, `paused`, or what every form may be answered. */
export interface SignInRefusal extends Refusal {
  /** Of `wrong`. */
  attemptsLeft?: number;
  /** Of `paused`, Unix ms. */
  pausedUntil?: number;
}
