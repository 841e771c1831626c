import type { Defer, Ports } from "../ports";
import { compileSnapshot, type Snapshot } from "../routing/snapshot";
import { statisticsReachMs } from "../routing/statistics";
import type { HealthNews, StoredConfig } from "../store";

/** Younger than this the snapshot is used as it is; up to `maxAgeMs` it is used and checked beside the request. */
const freshMs = 2_000;
/** Contract: a write holds everywhere within 5 s. */
const maxAgeMs = 4_500;
/** Workers end what is left of a request 30 s after its client has gone; its row and its place are to be settled before. */
const longestDrainMs = 25_000;

interface Listeners {
  onChange(snapshot: Snapshot): void;
  /** What other isolates learned of health. */
  onNews(news: HealthNews): void;
}

/**
 * The configuration as one immutable snapshot, swapped whole. A check reads one revision number; the whole is read only
 * when that changed. Loads are not shared between requests: on Workers one request's I/O must not settle another's promise.
 */
export class ConfigCache {
  #snapshot: Snapshot | null = null;
  #checkedAt = 0;
  /** A check beside a request that has died is not waited for. */
  #checkingSince = Number.NEGATIVE_INFINITY;
  #generation = 0;
  readonly #ports: Ports;
  readonly #listeners: Listeners;
  #newsCursor = 0;

  constructor(ports: Ports, listeners: Listeners) {
    this.#ports = ports;
    this.#listeners = listeners;
  }

  /** Resolves at once (no await needed) while fresh: the hot path tests for a value first. */
  get(defer: Defer): Snapshot | Promise<Snapshot> {
    const snapshot = this.#snapshot;
    if (snapshot === null) return this.#refresh();
    const age = this.#ports.now() - this.#checkedAt;
    // Below 0 the machine's clock went back, and nobody knows how old it is.
    if (age >= 0 && age < freshMs) return snapshot;
    if (age > maxAgeMs) {
      // A database that does not answer must not take the gateway down with it: the last known configuration serves on.
      return this.#refresh().catch((error) => {
        console.error("The configuration could not be checked, serving with the last one:", error);
        this.#checkedAt = this.#ports.now();
        return snapshot;
      });
    }
    const now = this.#ports.now();
    if (Math.abs(now - this.#checkingSince) > maxAgeMs) {
      this.#checkingSince = now;
      defer(
        this.#refresh()
          .catch((error) => console.error("The configuration could not be checked:", error))
          .finally(() => {
            this.#checkingSince = Number.NEGATIVE_INFINITY;
          }),
      );
    }
    return snapshot;
  }

  invalidate(): void {
    this.#generation++;
    this.#snapshot = null;
  }

  async #refresh(): Promise<Snapshot> {
    const startedAt = this.#ports.now();
    const current = this.#snapshot;
    const generation = this.#generation;
    const news = this.#readNews(startedAt);
    if (current !== null && (await this.#ports.store.revision()) === current.revision) {
      this.#checkedAt = startedAt;
      this.#hear(await news);
      return current;
    }
    const next = compileSnapshot(this.#withinHost(await this.#ports.store.loadConfig()));
    const heard = await news;
    // Written to while it was read: what was read may be the state before, so it must not stay.
    if (generation !== this.#generation) return this.#refresh();
    // Another request has read as much meanwhile: what was learned under that (kept answers, known keys) stays.
    const other = this.#snapshot;
    if (other !== null && other !== current && other.revision >= next.revision) {
      this.#hear(heard);
      return other;
    }
    this.#snapshot = next;
    this.#checkedAt = startedAt;
    this.#listeners.onChange(next);
    this.#hear(heard);
    return next;
  }

  #withinHost(config: StoredConfig): StoredConfig {
    const { settings } = config;
    if (!this.#ports.shared || settings.drain.maxMs <= longestDrainMs) return config;
    return { ...config, settings: { ...settings, drain: { ...settings.drain, maxMs: longestDrainMs } } };
  }

  /** Health is worth knowing, but no request fails for the want of it. */
  #readNews(now: number): Promise<HealthNews | null> {
    return this.#ports.store.healthNews(this.#newsCursor, now - statisticsReachMs).catch((error) => {
      console.error("What other isolates learned of health could not be read:", error);
      return null;
    });
  }

  #hear(news: HealthNews | null): void {
    if (news === null) return;
    this.#newsCursor = Math.max(this.#newsCursor, news.cursor);
    this.#listeners.onNews(news);
  }
}
