import { overview } from "~/db/usage/traffic.server";
import { usageTotals } from "~/db/usage/usage.server";
import type { Platform } from "~/platform/platform";

type Sample = [labels: Record<string, string>, value: number];

const escapeLabel = (value: string) => value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');

function metric(name: string, type: "counter" | "gauge", help: string, samples: Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escapeLabel(text)}"`);
    return `${name}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.map((line) => `${line}\n`).join("")}`;
}

const hourMs = 3_600_000;
const states = ["healthy", "degraded", "recovering", "down", "off"] as const;

/** Prometheus text: counters since the first request, from the rollups; health as this process knows it. */
export async function renderMetrics({ database, gateway }: Platform): Promise<string> {
  await gateway.flush();
  const now = Date.now();
  const [totals, { current }, health] = await Promise.all([
    usageTotals(database),
    overview(database, { from: now - hourMs, to: now, buckets: 1 }),
    gateway.health(),
  ]);
  const by = (value: (row: (typeof totals)[number]) => number): Sample[] =>
    totals.map((row) => [{ provider: row.providerId, model: row.model }, value(row)]);
  const tokens = (kind: string, value: (row: (typeof totals)[number]) => number): Sample[] =>
    totals.map((row) => [{ provider: row.providerId, model: row.model, kind }, value(row)]);
  const measured = (values: [Record<string, string>, number | null][]): Sample[] =>
    values.filter((sample): sample is Sample => sample[1] !== null);

  return [
    metric(
      "gateway_requests_total",
      "counter",
      "Requests answered.",
      by((row) => row.requests),
    ),
    metric(
      "gateway_errors_total",
      "counter",
      "Requests that failed or were refused.",
      by((row) => row.errors),
    ),
    metric("gateway_tokens_total", "counter", "Tokens; cached ones are part of the prompt's.", [
      ...tokens("prompt", (row) => row.promptTokens),
      ...tokens("completion", (row) => row.completionTokens),
      ...tokens("cached", (row) => row.cachedTokens),
    ]),
    metric(
      "gateway_cost_usd_total",
      "counter",
      "Cost in US dollars.",
      by((row) => row.costMicroUsd / 1e6),
    ),
    metric(
      "gateway_latency_milliseconds",
      "gauge",
      "Latency of successful requests over the last hour.",
      measured([
        [{ quantile: "0.5" }, current.latencyP50Ms],
        [{ quantile: "0.95" }, current.latencyP95Ms],
      ]),
    ),
    metric(
      "gateway_first_token_milliseconds",
      "gauge",
      "Time to the first token over the last hour.",
      measured([[{ quantile: "0.5" }, current.firstTokenP50Ms]]),
    ),
    metric(
      "gateway_overhead_milliseconds",
      "gauge",
      "The gateway's own time per request, average of the last hour.",
      measured([[{}, current.gatewayMsAverage]]),
    ),
    metric(
      "gateway_provider_state",
      "gauge",
      "1 for the state that the provider is in.",
      health.flatMap((row) =>
        states.map((state): Sample => [{ provider: row.providerId, state }, row.state === state ? 1 : 0]),
      ),
    ),
    metric(
      "gateway_provider_success_ratio",
      "gauge",
      "Share of recent attempts that succeeded.",
      measured(health.map((row) => [{ provider: row.providerId }, row.successRate])),
    ),
    metric(
      "gateway_credentials",
      "gauge",
      "Credentials of a provider by state.",
      health.flatMap((row) =>
        (["ok", "cooling", "rejected", "off"] as const).map(
          (state): Sample => [
            { provider: row.providerId, state },
            row.credentials.filter((credential) => credential.state === state).length,
          ],
        ),
      ),
    ),
  ].join("");
}
