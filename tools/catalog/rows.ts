// The two sources' shapes -> rows of app/gateway/catalog/models.json. Pure.

type TextPrices = [input: number, output: number, cachedInput: number | null, cacheWrite: number | null];
type AudioPrices = [input: number | null, output: number | null];

/** USD per million tokens; null: no price of its own. Prices of audio are only there for a model that has them. */
export type PriceRow = TextPrices | [...TextPrices, ...AudioPrices];

/**
 * `[name, context, output limit, capabilities, price, tiers, source]`. Unknown numbers are 0, an unknown price is null. A tier
 * is `[prompt tokens above which it holds, price]`. Capabilities are letters: c chat, v vision, t tools, r reasoning,
 * e embeddings. Source 0 is pi-ai, 1 genai-prices.
 */
export type ModelRow = [string, number, number, string, PriceRow | null, [number, PriceRow][] | null, 0 | 1];

interface PiCost {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
  tiers?: (PiCost & { inputTokensAbove: number })[];
}

export interface PiModel {
  id: string;
  type: string;
  reasoning?: boolean;
  input?: string[];
  cost: PiCost;
  contextWindow?: number;
  maxTokens?: number;
}

export function fromPiAi(model: PiModel): ModelRow[] {
  if (model.type !== "chat" || model.id.startsWith("~")) return [];
  const { cost } = model;
  // It lists models that can call tools and no others. All zeros mean that somebody has a plan, not that it is free.
  const free = cost.input === 0 && cost.output === 0;
  const capabilities = `c${model.input?.includes("image") ? "v" : ""}t${model.reasoning ? "r" : ""}`;
  const tiers = (cost.tiers ?? []).map((tier): [number, PriceRow] => [tier.inputTokensAbove, priceOf(tier)]);
  return [
    [
      model.id,
      model.contextWindow ?? 0,
      model.maxTokens ?? 0,
      capabilities,
      free && !model.id.endsWith(":free") ? null : priceOf(cost),
      tiers.length === 0 || free ? null : tiers,
      0,
    ],
  ];
}

const priceOf = ({ input, output, cacheRead, cacheWrite }: PiCost): PriceRow => [
  input,
  output,
  cacheRead === 0 && input > 0 ? null : cacheRead,
  cacheWrite === 0 && input > 0 ? null : cacheWrite,
];

type Rate = number | { base: number; tiers: { start: number; price: number }[] };

interface GenaiPrices {
  input_mtok?: Rate;
  output_mtok?: Rate;
  cache_read_mtok?: Rate;
  cache_write_mtok?: Rate;
  input_audio_mtok?: Rate;
  output_audio_mtok?: Rate;
}

interface Condition {
  type: string;
  start_date?: string;
}

interface Match {
  equals?: string;
  or?: Match[];
}

export interface GenaiModel {
  id: string;
  match: Match;
  context_window?: number;
  deprecated?: boolean;
  prices: GenaiPrices | { constraint?: Condition; prices: GenaiPrices }[];
}

/** One row for each name that the model goes by. */
export function fromGenaiPrices(model: GenaiModel, today: string): ModelRow[] {
  const prices = Array.isArray(model.prices) ? current(model.prices, today) : model.prices;
  if (prices?.input_mtok === undefined || model.deprecated) return [];
  const starts = prices.input_mtok && typeof prices.input_mtok === "object" ? prices.input_mtok.tiers : [];
  const tiers = starts.map(({ start }): [number, PriceRow] => [start, rates(prices, start)]);
  const embeds = prices.output_mtok === undefined;
  if (embeds && !/embed/i.test(model.id)) return [];
  return [...new Set([model.id, ...equalNames(model.match)])].map((name) => [
    name,
    model.context_window ?? 0,
    0,
    embeds ? "e" : "c",
    rates(prices, 0),
    tiers.length === 0 ? null : tiers,
    1,
  ]);
}

/** The price that holds all day long from the latest day on; one for some hours only is none to count with. */
function current(list: { constraint?: Condition; prices: GenaiPrices }[], today: string): GenaiPrices | undefined {
  return list.findLast(
    ({ constraint }) =>
      constraint === undefined || (constraint.type === "start_date" && (constraint.start_date ?? "") <= today),
  )?.prices;
}

function rates(prices: GenaiPrices, above: number): PriceRow {
  const text: TextPrices = [
    rate(prices.input_mtok, above) ?? 0,
    rate(prices.output_mtok, above) ?? 0,
    rate(prices.cache_read_mtok, above),
    rate(prices.cache_write_mtok, above),
  ];
  const audio: AudioPrices = [rate(prices.input_audio_mtok, above), rate(prices.output_audio_mtok, above)];
  return audio[0] === null && audio[1] === null ? text : [...text, ...audio];
}

function rate(value: Rate | undefined, above: number): number | null {
  if (value === undefined || typeof value === "number") return value ?? null;
  return value.tiers.find(({ start }) => start === above)?.price ?? value.base;
}

const equalNames = ({ equals, or }: Match): string[] => [
  ...(equals === undefined ? [] : [equals]),
  ...(or ?? []).flatMap(equalNames),
];

/** Rows of the first source, then what it lacks, prices of audio too; of a name's rows one with a price wins, then the first. */
export function merge(first: ModelRow[], second: ModelRow[]): ModelRow[] {
  const rows = new Map<string, ModelRow>();
  for (const row of [...first, ...second]) {
    const [name, , , , price, tiers, source] = row;
    const known = rows.get(name);
    if (known === undefined) rows.set(name, row);
    else if (known[4] === null && price !== null)
      rows.set(name, [known[0], known[1], known[2], known[3], price, tiers, source]);
    else if (known[4]?.length === 4 && price?.length === 6)
      rows.set(name, [known[0], known[1], known[2], known[3], [...known[4], price[4], price[5]], known[5], known[6]]);
  }
  return [...rows.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}
