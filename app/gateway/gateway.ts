import { AlertBook } from "./alerts/alert-book";
import { sendAlerts } from "./alerts/alert-sender";
import { KeyCache } from "./authenticate";
import { AnswerCache } from "./cache/answer-cache";
import { ConfigCache } from "./config/config-cache";
import type { Provider } from "./config/entities";
import { defaultSettings } from "./config/settings";
import { HedgeBook } from "./hedging/hedge-book";
import { ResponseBook } from "./kept/response-book";
import { SignatureBook } from "./kept/signatures";
import { VideoBook } from "./kept/video-book";
import { LimitBook } from "./limits/limits";
import { LogWriter } from "./log/log-writer";
import { RepairBook } from "./mending/repairs";
import type { Defer, Ports } from "./ports";
import type { ProviderHealth } from "./provider-health";
import { AffinityBook } from "./routing/affinity";
import { HealthBook } from "./routing/health";
import type { Place } from "./routing/plan";
import type { Snapshot } from "./routing/snapshot";
import { Slots } from "./slots";

/** Long-lived state of one isolate or process: configuration, keys, limits, health, pending log rows. */
export class Gateway {
  readonly ports: Ports;
  readonly keys = new KeyCache();
  readonly healthBook: HealthBook;
  readonly affinity = new AffinityBook();
  /** How long a conversation stays where it was served. */
  stickyMs = defaultSettings.sticky.minutes * 60_000;
  readonly hedges = new HedgeBook();
  readonly repairs = new RepairBook();
  readonly signatures: SignatureBook;
  readonly responses: ResponseBook;
  readonly videos: VideoBook;
  readonly cache: AnswerCache;
  readonly limits: LimitBook;
  readonly log: LogWriter;
  readonly alerts = new AlertBook();
  /** Requests under way, each with the way to end it, and where it is tried at the moment. */
  readonly active = new Slots<{ stop(): void; readonly walk: { readonly lastPlace: Place | null } | null }>();
  /** The host is going down: what fails now fails for that reason. */
  stopping = false;
  readonly #configuration: ConfigCache;
  #providers: readonly Provider[] = [];
  /** Writes of `save` that have not ended. */
  #saving = 0;

  constructor(ports: Ports) {
    this.ports = ports;
    this.healthBook = new HealthBook(ports.random);
    this.log = new LogWriter(ports, {
      take: () => this.healthBook.takeChanges(),
      written: (changes) => this.healthBook.statistics.written(changes?.statistics ?? []),
      counted: (row) => this.alerts.count(row, ports.now()),
      afterWrite: () => (this.alerts.settings === null ? null : this.sendAlerts()),
    });
    this.signatures = new SignatureBook(ports);
    this.responses = new ResponseBook(ports);
    this.videos = new VideoBook(ports);
    this.cache = new AnswerCache(ports);
    this.limits = new LimitBook(ports, (keyId) => this.log.unwritten(keyId));
    this.#configuration = new ConfigCache(ports, {
      onChange: (snapshot) => {
        this.keys.clear();
        // Also how isolates hear that the cache was cleared.
        this.cache.clear();
        this.repairs.adopt(snapshot.repairs);
        this.#providers = snapshot.providers;
        this.alerts.adopt(snapshot.settings.alerts);
        this.limits.adopt(
          snapshot.settings.limits,
          this.alerts.settings && ((subject, limits) => this.alerts.used(subject, limits, ports.now())),
        );
        this.healthBook.adopt(snapshot.providers, snapshot.settings.breaker, ports.now());
        this.stickyMs = snapshot.settings.sticky.minutes * 60_000;
        if (this.alerts.settings !== null) this.alerts.baseline(this.#allHealth());
      },
      onNews: (news) => this.healthBook.adoptNews(news, ports.now()),
    });
  }

  /** The current configuration; reads the store only where the one in memory is too old. */
  snapshot(defer: Defer): Snapshot | Promise<Snapshot> {
    return this.#configuration.get(defer);
  }

  /** The same for callers off the hot path. */
  async config(): Promise<Snapshot> {
    return this.#configuration.get((work) => void work);
  }

  /** Call after a write to configuration or keys: the next request in this isolate sees it. */
  invalidate(): void {
    this.keys.clear();
    this.#configuration.invalidate();
  }

  /** After an admin ended a credential's cooldown or switched it back on in the store. */
  resetCredential(credentialId: string): void {
    this.healthBook.forgetCredential(credentialId);
    this.invalidate();
  }

  /** After an admin saw that a provider works: it is called as usual from the next request on, everywhere. */
  async closeBreakers(providerId: string): Promise<void> {
    this.healthBook.closeProvider(providerId, this.ports.now());
    await this.log.flush();
  }

  /** Tells the webhook what changed since the last look. Never rejects. */
  async sendAlerts(): Promise<void> {
    const { alerts, ports } = this;
    alerts.look(() => this.#allHealth(), ports.now());
    const pending = alerts.take();
    if (alerts.settings !== null && pending.length > 0) await sendAlerts(ports, alerts.settings, pending);
  }

  /** Writes pending log rows now, and waits for responses on their way to the store. */
  async flush(): Promise<void> {
    await this.log.flush();
    await this.responses.settled();
    for (let waited = 0; this.#saving > 0 && waited < 2_000; waited += 10) await this.ports.sleep(10);
  }

  /** Runs `work` after the answer's first byte, in the request's deferred work. A failure is the host's to know alone. */
  save(what: string, work: () => Promise<void>, defer: Defer): void {
    this.#saving++;
    const saved = async () => {
      try {
        await this.ports.sleep(0);
        await work();
      } catch (error) {
        console.error(`${what} could not be saved:`, error);
      } finally {
        this.#saving--;
      }
    };
    defer(saved());
  }

  /** Waits up to `graceMs` for requests under way, ends the rest with an error, writes the log rows. */
  async drain(graceMs: number): Promise<void> {
    for (let waited = 0; this.active.size > 0 && waited < graceMs; waited += 20) await this.ports.sleep(20);
    this.stopping = true;
    for (const request of [...this.active]) request.stop();
    for (let waited = 0; this.active.size > 0 && waited < 1_000; waited += 10) await this.ports.sleep(10);
    await this.flush();
  }

  /** How many requests of this process are with the provider at the moment. */
  openAt(providerId: string): number {
    let open = 0;
    for (const { walk } of this.active) if (walk?.lastPlace?.providerId === providerId) open++;
    return open;
  }

  /** State of every provider and its credentials, as the admin API and the dashboard show it. */
  async health(): Promise<ProviderHealth[]> {
    const { providers } = await this.config();
    return providers.map((provider) => this.#healthOf(provider));
  }

  #allHealth(): ProviderHealth[] {
    return this.#providers.map((provider) => this.#healthOf(provider));
  }

  #healthOf(provider: Provider): ProviderHealth {
    const now = this.ports.now();
    const known = this.healthBook.statistics.provider(provider.id);
    const breaker = this.healthBook.providerBreaker(provider.id, now);
    const successRate = known?.successRate ?? null;
    const credentials = provider.credentials.map((credential) => {
      const { state, cooldownUntil, lastError } = this.healthBook.credential(credential);
      const cooling = cooldownUntil > now;
      return {
        name: credential.name,
        state: state === "ok" && cooling ? ("cooling" as const) : state,
        cooldownUntil: cooling ? new Date(cooldownUntil).toISOString() : null,
        lastError,
      };
    });
    const usable = credentials.length === 0 || credentials.some(({ state }) => state === "ok");
    const cooling = breaker.state === "open";
    const state = !provider.enabled
      ? "off"
      : cooling || !usable
        ? "down"
        : breaker.state !== "closed"
          ? "recovering"
          : (successRate !== null && successRate < 0.99) || this.healthBook.coolingModels(provider.id, now) > 0
            ? "degraded"
            : "healthy";
    return {
      providerId: provider.id,
      state,
      successRate,
      latencyMs: rounded(known?.latencyMs),
      firstTokenMs: rounded(known?.firstTokenMs),
      cooldownUntil: cooling ? new Date(breaker.openUntil).toISOString() : null,
      credentials,
    };
  }
}

const rounded = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Math.round(value);
