import { randomBase62 } from "./random-text.ts";

/** The value of a new API key of the gateway. */
export const newKeyValue = (): string => `sk-gw-${randomBase62(40)}`;

/** What of a key may be shown: never more than a third of a short one. */
export const visiblePartsOf = (value: string) => ({
  prefix: value.slice(0, Math.min(9, Math.floor(value.length / 3))),
  lastFour: value.length < 24 ? value.slice(-2) : value.slice(-4),
});
