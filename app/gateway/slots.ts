/**
 * Things that come and go all the time, to be gone through now and then. A Set would do, but V8 links each table that a Set has
 * outgrown to the next one: once one of them is in the old generation, all that follow, with what was in them as they were left,
 * live on until the next full collection. With one entry a request that made a collection of the young twice as long.
 */
export class Slots<T> implements Iterable<T> {
  size = 0;
  readonly #items: (T | null)[] = [];
  readonly #free: number[] = [];

  /** Answers the place, by which it is taken out again. */
  add(item: T): number {
    this.size++;
    const place = this.#free.pop() ?? this.#items.length;
    this.#items[place] = item;
    return place;
  }

  /** Once for every `add`. */
  remove(place: number): void {
    this.size--;
    this.#items[place] = null;
    this.#free.push(place);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const item of this.#items) if (item !== null) yield item;
  }
}
