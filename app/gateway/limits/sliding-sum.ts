export const windowMs = 60_000;

/** Names an entry of a sum for as long as it is in the window. */
export type SlidingEntry = number;

const firstCapacity = 16;
/** Length of a ring that is kept also while it is empty. */
const mostKept = 4_096;

/**
 * A sum over the last 60 seconds, exact to the millisecond. Entries lie in a ring of numbers: as objects, a minute's worth
 * of them would be what the garbage collector works on most.
 */
export class SlidingSum {
  /** Two numbers an entry: when (Unix ms) and how much. */
  #ring = new Float64Array(2 * firstCapacity);
  /** Entries are numbered as they come; those from `#first` to before `#next` are in the window. */
  #first = 0;
  #next = 0;
  #sum = 0;

  sum(now: number): number {
    if (this.#first < this.#next && this.#ring[this.#placeOf(this.#next - 1)]! > now) this.#setBack(now);
    const oldest = now - windowMs;
    while (this.#first < this.#next && this.#ring[this.#placeOf(this.#first)]! <= oldest) {
      this.#sum -= this.#ring[this.#placeOf(this.#first) + 1]!;
      this.#first++;
    }
    // After a rush the ring is given back.
    if (this.#first === this.#next && this.#ring.length > mostKept) this.#ring = new Float64Array(2 * firstCapacity);
    return this.#sum;
  }

  add(now: number, amount: number): SlidingEntry {
    if ((this.#next - this.#first) * 2 === this.#ring.length) this.#grow();
    const place = this.#placeOf(this.#next);
    this.#ring[place] = now;
    this.#ring[place + 1] = amount;
    this.#sum += amount;
    return this.#next++;
  }

  change(entry: SlidingEntry, amount: number): void {
    // An entry that has left the window no longer counts.
    if (entry < this.#first) return;
    const place = this.#placeOf(entry) + 1;
    this.#sum += amount - this.#ring[place]!;
    this.#ring[place] = amount;
  }

  /** Milliseconds until `amount` more fits under `limit`; 0 where it fits now. */
  freeIn(now: number, amount: number, limit: number): number {
    let sum = this.sum(now);
    if (sum + amount <= limit) return 0;
    for (let entry = this.#first; entry < this.#next; entry++) {
      const place = this.#placeOf(entry);
      sum -= this.#ring[place + 1]!;
      if (sum + amount <= limit) return Math.max(1, this.#ring[place]! + windowMs - now);
    }
    return windowMs;
  }

  /** What is in the window, added up by the second that it came in: what a counter keeps over its own restart. */
  bySecond(now: number): [second: number, amount: number][] {
    this.sum(now);
    const seconds = new Map<number, number>();
    for (let entry = this.#first; entry < this.#next; entry++) {
      const place = this.#placeOf(entry);
      const second = Math.ceil(this.#ring[place]! / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + this.#ring[place + 1]!);
    }
    return [...seconds];
  }

  #placeOf(entry: SlidingEntry): number {
    return (entry * 2) % this.#ring.length;
  }

  /** The machine's clock went back: what came after `now` came now, or it would count for as long as the clock went back. */
  #setBack(now: number): void {
    for (let entry = this.#next - 1; entry >= this.#first && this.#ring[this.#placeOf(entry)]! > now; entry--)
      this.#ring[this.#placeOf(entry)] = now;
  }

  #grow(): void {
    const old = this.#ring;
    const ring = new Float64Array(old.length * 2);
    for (let entry = this.#first; entry < this.#next; entry++) {
      const from = (entry * 2) % old.length;
      const to = (entry * 2) % ring.length;
      ring[to] = old[from]!;
      ring[to + 1] = old[from + 1]!;
    }
    this.#ring = ring;
  }
}
