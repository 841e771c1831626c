export const windowMs = 60_000;

export interface SlidingEntry {
  /** Unix ms. */
  at: number;
  amount: number;
}

/** A sum over the last 60 seconds. */
export class SlidingSum {
  #entries: SlidingEntry[] = [];
  #head = 0;
  #sum = 0;

  sum(now: number): number {
    const oldest = now - windowMs;
    while (this.#head < this.#entries.length && this.#entries[this.#head]!.at <= oldest) {
      this.#sum -= this.#entries[this.#head]!.amount;
      this.#head++;
    }
    if (this.#head > 1000 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return this.#sum;
  }

  add(now: number, amount: number): SlidingEntry {
    const entry = { at: now, amount };
    this.#entries.push(entry);
    this.#sum += amount;
    return entry;
  }

  change(entry: SlidingEntry, amount: number): void {
    const oldest = this.#entries[this.#head];
    // An entry that has left the window no longer counts.
    if (oldest !== undefined && oldest.at <= entry.at) this.#sum += amount - entry.amount;
    entry.amount = amount;
  }

  /** Milliseconds until `amount` more fits under `limit`; 0 where it fits now. */
  freeIn(now: number, amount: number, limit: number): number {
    let sum = this.sum(now);
    if (sum + amount <= limit) return 0;
    for (let index = this.#head; index < this.#entries.length; index++) {
      const entry = this.#entries[index]!;
      sum -= entry.amount;
      if (sum + amount <= limit) return Math.max(1, entry.at + windowMs - now);
    }
    return windowMs;
  }

  /** What is in the window, added up by the second that it came in: what a counter keeps over its own restart. */
  bySecond(now: number): [second: number, amount: number][] {
    this.sum(now);
    const seconds = new Map<number, number>();
    for (let index = this.#head; index < this.#entries.length; index++) {
      const { at, amount } = this.#entries[index]!;
      const second = Math.ceil(at / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + amount);
    }
    return [...seconds];
  }
}
