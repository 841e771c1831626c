import { type Histogram, quantile } from "~/gateway/histogram";
import { mergeAll, sums } from "./log/histogram-rows";
import { hourMs } from "./usage/rollups";

// How models and routes fared: for the catalogue.

export interface ModelFigures {
  requests: number;
  /** 0..1, null without requests. */
  successRate: number | null;
  latencyP50Ms: number | null;
  firstTokenP50Ms: number | null;
}

export interface UsedModel extends ModelFigures {
  model: string;
  byProvider: (ModelFigures & { providerId: string })[];
}

interface Row {
  model: string;
  providerId: string;
  requests: number;
  errors: number;
}

interface Part extends Row {
  latency: Histogram;
  firstToken: Histogram;
}

function figures(parts: Part[]): ModelFigures {
  const requests = parts.reduce((sum, part) => sum + part.requests, 0);
  const errors = parts.reduce((sum, part) => sum + part.errors, 0);
  return {
    requests,
    successRate: requests === 0 ? null : 1 - errors / requests,
    latencyP50Ms: quantile(mergeAll(parts.map((part) => part.latency)), 0.5),
    firstTokenP50Ms: quantile(mergeAll(parts.map((part) => part.firstToken)), 0.5),
  };
}

/** Every model that was served, and how it fared at each provider; whole hours from `from` to before `to`. */
export async function usedModels(
  database: D1Database,
  { from, to }: { from: number; to: number },
): Promise<UsedModel[]> {
  const first = Math.floor(from / hourMs) * hourMs;
  const where = "where hour >= ?1 and hour < ?2 and model <> ''";
  const histogramOf = (column: string) =>
    database
      .prepare(
        `select model, provider_id as providerId, entry.key as bucket, sum(entry.value) as count
         from usage_hourly, json_each(${column}) as entry ${where} group by 1, 2, 3`,
      )
      .bind(first, to);
  const [rows, latency, firstToken] = await database.batch([
    database
      .prepare(`select model, provider_id as providerId, ${sums} from usage_hourly ${where} group by 1, 2`)
      .bind(first, to),
    histogramOf("latency_histogram"),
    histogramOf("first_token_histogram"),
  ]);
  const latencies = histograms(latency?.results);
  const firstTokens = histograms(firstToken?.results);
  const models = new Map<string, Part[]>();
  for (const row of (rows?.results ?? []) as unknown as Row[]) {
    const name = nameOf(row);
    const part = { ...row, latency: latencies.get(name) ?? {}, firstToken: firstTokens.get(name) ?? {} };
    models.set(row.model, [...(models.get(row.model) ?? []), part]);
  }
  return [...models].map(([model, parts]) => ({
    model,
    ...figures(parts),
    byProvider: parts.map((part) => ({ providerId: part.providerId, ...figures([part]) })),
  }));
}

const nameOf = ({ model, providerId }: Pick<Row, "model" | "providerId">) => `${providerId}\n${model}`;

function histograms(rows: unknown[] = []): Map<string, Histogram> {
  const found = new Map<string, Histogram>();
  for (const row of rows as { model: string; providerId: string; bucket: string; count: number }[]) {
    const histogram = found.get(nameOf(row)) ?? {};
    histogram[row.bucket] = row.count;
    found.set(nameOf(row), histogram);
  }
  return found;
}

export interface RequestedName {
  /** What the client asked for: a route or a model. */
  name: string;
  requests: number;
  errors: number;
  /** Of all its requests; unknown prices count as nothing. */
  costMicroUsd: number;
}

/** The rollups know routes and no other names, so this reads the log, and no more of it than these rows. */
const mostCounted = 10_000;

/** The newest requests since `from` by the name that was asked for. `partial`: there are more than were read. */
export async function requestedNames(
  database: D1Database,
  { from }: { from: number },
): Promise<{ names: RequestedName[]; partial: boolean }> {
  const { results } = await database
    .prepare(
      `select requested_model as name, count(*) as requests,
         sum(outcome not in ('success', 'cancelled')) as errors, sum(coalesce(cost_micro_usd, 0)) as costMicroUsd
       from (select requested_model, outcome, cost_micro_usd from request_log
         where created_at >= ?1 order by created_at desc limit ${mostCounted})
       where requested_model is not null group by requested_model`,
    )
    .bind(from)
    .all<RequestedName>();
  return { names: results, partial: results.reduce((sum, row) => sum + row.requests, 0) >= mostCounted };
}
