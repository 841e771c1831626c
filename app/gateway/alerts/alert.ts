import type { AlertEvent } from "./alert-schema";

export interface Alert {
  event: AlertEvent | "test";
  /** What it is about: a provider, a credential, a key. One alert of an event goes out for it at a time. */
  subject: string;
  message: string;
  /** Where one was sent since then (Unix ms), this one is not. */
  notSince: number;
}
