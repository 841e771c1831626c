interface Entry<V> {
  value: V;
  bytes: number;
  until: number;
}

/** A map bounded in bytes that forgets what is past its time, and then what was used least recently. */
export class ByteLru<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #capacity: number;
  #bytes = 0;

  constructor(capacityBytes: number) {
    this.#capacity = capacityBytes;
  }

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.until <= now) {
      this.#bytes -= entry.bytes;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** `until` in Unix ms. What alone is more than a quarter of the whole is not taken. */
  set(key: string, value: V, bytes: number, until: number): void {
    this.delete(key);
    if (bytes > this.#capacity / 4) return;
    this.#entries.set(key, { value, bytes, until });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#capacity) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#bytes -= entry.bytes;
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}
