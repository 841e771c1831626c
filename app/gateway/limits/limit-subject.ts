import type { LimitCounter, Ticket } from "./limit-counter";
import type { Limits } from "./limit-schema";
import type { ClosedHours } from "./period-use";

/** A key, or the gateway as a whole, whose id is empty. */
export interface Subject {
  id: string;
  /** How messages and alerts name it. */
  name: string;
  counter: LimitCounter;
  /** When budget and quota were last read, Unix ms. */
  readAt: number;
  /** When the last reading beside a request began; one that died with its request is not waited for. */
  renewedAt: number;
  closed: ClosedHours;
}

/** What is taken of one subject's limits. */
export interface Holding {
  subject: Subject;
  limits: Limits;
  tokens: number;
  ticket: Ticket;
}
