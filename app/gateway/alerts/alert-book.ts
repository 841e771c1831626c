import { type LimitCounter, shareOfBudget, shareOfQuota } from "../limits/limit-counter";
import type { Limits } from "../limits/limit-schema";
import { type Period, periodStart } from "../limits/periods";
import type { LogRow } from "../log/log-row";
import type { ProviderHealth } from "../provider-health";
import type { Alert } from "./alert";
import type { AlertEvent, AlertSettings } from "./alert-schema";

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** The share of failures is looked at over so many minutes, from so many requests on. */
const windowMinutes = 5;
const fewestRequests = 20;
const mostRemembered = 10_000;

/** Notices what an operator wants to hear of. Decides nothing about sending: alert-sender.ts does. */
export class AlertBook {
  #settings: AlertSettings | null = null;
  #events = new Set<string>();
  readonly #providers = new Map<string, string>();
  readonly #credentials = new Map<string, string>();
  /** What was noticed lately, and until when it need not be noticed again. */
  readonly #noticed = new Map<string, number>();
  #pending: Alert[] = [];
  #minutes: { minute: number; requests: number; failures: number }[] = [];

  /** Null where nobody listens: then nothing is counted or compared. */
  adopt(settings: AlertSettings): void {
    this.#settings = settings.webhook === null || settings.events.length === 0 ? null : settings;
    this.#events = new Set(settings.events);
  }

  get settings(): AlertSettings | null {
    return this.#settings;
  }

  /** A request ended. */
  count({ outcome }: Pick<LogRow, "outcome">, now: number): void {
    if (this.#settings === null || (outcome !== "success" && outcome !== "upstream_error")) return;
    const minute = Math.floor(now / minuteMs);
    let last = this.#minutes.at(-1);
    if (last === undefined || last.minute !== minute) {
      last = { minute, requests: 0, failures: 0 };
      this.#minutes = [...this.#minutes.filter((each) => each.minute > minute - windowMinutes), last];
    }
    last.requests++;
    if (outcome === "upstream_error") last.failures++;
  }

  /** A key, or with an empty id the gateway, has used 80 % of its budget or quota or more. */
  used(subject: { id: string; name: string; counter: LimitCounter }, limits: Limits, now: number): void {
    const { budget, quota } = limits;
    const who = subject.id === "" ? "The gateway" : `The API key '${subject.name}' (${subject.id})`;
    const tell = (share: number, period: Period, what: string) => {
      if (share < 0.8) return;
      this.#notice(
        share >= 1 ? "budget_100" : "budget_80",
        `${subject.id === "" ? "gateway" : `key ${subject.id}`}, ${what}`,
        `${who} has used ${Math.floor(share * 100)} % of its ${what}.${share >= 1 ? " Further requests are refused." : ""}`,
        now,
        periodStart(period, now),
      );
    };
    if (budget)
      tell(shareOfBudget(subject.counter, limits, now), budget.period, `budget of $${budget.usd} (${budget.period})`);
    if (quota)
      tell(
        shareOfQuota(subject.counter, limits, now),
        quota.period,
        `quota of ${quota.tokens} tokens (${quota.period})`,
      );
  }

  /** What an isolate finds when it first reads of a provider is no news. */
  baseline(health: ProviderHealth[]): void {
    for (const { providerId, state, credentials } of health) {
      if (this.#providers.has(providerId)) continue;
      this.#providers.set(providerId, state);
      for (const { name, state: found } of credentials) this.#credentials.set(`${providerId} / ${name}`, found);
    }
  }

  /** Compares with the last look. `health` is asked for only where somebody listens. */
  look(health: () => ProviderHealth[], now: number): void {
    if (this.#settings === null) return;
    for (const provider of health()) {
      const before = this.#providers.get(provider.providerId) ?? "healthy";
      this.#providers.set(provider.providerId, provider.state);
      this.#provider(provider, before, now);
      for (const { name, state } of provider.credentials) {
        const id = `${provider.providerId} / ${name}`;
        const was = this.#credentials.get(id) ?? "ok";
        this.#credentials.set(id, state);
        if (state === was) continue;
        if (state === "rejected")
          this.#notice(
            "credential_rejected",
            id,
            `The upstream rejects credential '${name}' of '${provider.providerId}'.`,
            now,
          );
        if (state === "off")
          this.#notice(
            "credential_off",
            id,
            `Credential '${name}' of '${provider.providerId}' is switched off after rejections.`,
            now,
          );
      }
    }
    this.#failures(this.#settings.errorRate, now);
  }

  /** What is to be sent; each alert is given out once. */
  take(): Alert[] {
    const pending = this.#pending;
    if (pending.length > 0) this.#pending = [];
    return pending;
  }

  #provider({ providerId, state }: ProviderHealth, before: string, now: number): void {
    const isUp = state === "healthy" || state === "degraded";
    if (state === "down" && before !== "down" && before !== "recovering")
      this.#notice(
        "provider_down",
        providerId,
        `Provider '${providerId}' is down: its requests go to other candidates.`,
        now,
      );
    if (isUp && (before === "down" || before === "recovering"))
      this.#notice("provider_recovered", providerId, `Provider '${providerId}' answers again.`, now);
  }

  #failures(errorRate: number, now: number): void {
    const oldest = Math.floor(now / minuteMs) - windowMinutes;
    let [requests, failures] = [0, 0];
    for (const each of this.#minutes) {
      if (each.minute <= oldest) continue;
      requests += each.requests;
      failures += each.failures;
    }
    if (requests < fewestRequests || failures / requests < errorRate) return;
    const message = `${failures} of ${requests} requests failed in the last ${windowMinutes} minutes.`;
    this.#notice("error_rate", "gateway", message, now);
  }

  #notice(event: AlertEvent, subject: string, message: string, now: number, since = now - hourMs): void {
    if (!this.#events.has(event)) return;
    const id = `${event} ${subject}`;
    if ((this.#noticed.get(id) ?? 0) > now) return;
    if (this.#noticed.size >= mostRemembered) this.#noticed.clear();
    this.#noticed.set(id, now + hourMs);
    // At most one an hour, and of a budget one in its period.
    this.#pending.push({ event, subject, message, notSince: Math.min(since, now - hourMs) });
  }
}
