// How the dashboard writes numbers, money and durations. Unknown is an en dash, never 0 or an empty cell.

export const unknown = "–";

type NumberStyle = "k" | "wan";
interface ShownCurrency {
  symbol: string;
  /** Units for one US dollar. */
  perUsd: number;
  decimals: number;
}
const dollars: ShownCurrency = { symbol: "$", perUsd: 1, decimals: 2 };

const integer = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** In full, for columns made for comparing: `44,102`. */
export function formatInteger(value: number | null | undefined): string {
  return value == null ? unknown : integer.format(value);
}

/** Summary figures: up to 9,999 in full, then `10.6k`, `4.21M`, `6.22B`; or `1.06 万`, `421 万`, `62.2 亿`. */
export function formatCount(value: number | null | undefined, style: NumberStyle = "k"): string {
  if (value == null) return unknown;
  if (value < 9_999.5) return integer.format(value);
  if (style === "wan") {
    if (value < 99_995_000) return `${value < 9_995_000 ? threeDigits(value / 1e4) : integer.format(value / 1e4)} 万`;
    return `${threeDigits(value / 1e8)} 亿`;
  }
  if (value < 999_950) return `${(value / 1e3).toFixed(1)}k`;
  if (value < 999_500_000) return `${threeDigits(value / 1e6)}M`;
  return `${threeDigits(value / 1e9)}B`;
}

function threeDigits(value: number): string {
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

/** `ratio` is 0..1. Success rates have 2 decimals. */
export function formatPercent(ratio: number | null | undefined, decimals = 2): string {
  if (ratio == null) return unknown;
  // 0.99999 is not "100.00%": only all is all.
  const limit = 1 - 0.5 * 10 ** -(decimals + 2);
  const shown = ratio < 1 && ratio >= limit ? 1 - 10 ** -(decimals + 2) : ratio;
  return shown === 0 ? "0%" : `${(shown * 100).toFixed(decimals)}%`;
}

/** A part of a whole, 0..1: `34%`, under ten percent `1.9%`. */
export function formatShare(ratio: number | null | undefined): string {
  if (ratio == null) return unknown;
  if (ratio === 0) return "0%";
  if (ratio < 0.001) return "<0.1%";
  const decimals = ratio < 0.0995 ? 1 : 0;
  return `${(ratio * 100).toFixed(decimals).replace(/\.0$/, "")}%`;
}

/** A part of a whole in whole percents, for columns that are compared: `34%`, `<1%`. */
export function formatWholeShare(ratio: number | null | undefined): string {
  if (ratio == null) return unknown;
  return ratio > 0 && ratio < 0.005 ? "<1%" : `${Math.round(ratio * 100)}%`;
}

/** Micro-dollars: two decimals from $1, four under $1, five under one cent; another currency after its rate. */
export function formatMoney(microUsd: number | null | undefined, currency: ShownCurrency = dollars): string {
  if (microUsd == null) return unknown;
  const { symbol } = currency;
  if (microUsd === 0) return `${symbol}0`;
  const sign = microUsd < 0 ? "−" : "";
  const amount = (Math.abs(microUsd) / 1e6) * currency.perUsd;
  if (amount >= 0.99995)
    return `${sign}${symbol}${currency.decimals === 0 && amount >= 10 ? integer.format(amount) : cents.format(amount)}`;
  if (amount >= 0.009995) return `${sign}${symbol}${amount.toFixed(4)}`;
  return amount < 0.000005 ? `${sign}<${symbol}0.00001` : `${sign}${symbol}${amount.toFixed(5)}`;
}

/** A list price, USD per million tokens: `$2.50`, `$0.075`. */
export function formatPrice(usd: number | null | undefined, { symbol, perUsd }: ShownCurrency = dollars): string {
  if (usd == null) return unknown;
  const price = usd * perUsd;
  return `${symbol}${price.toLocaleString("en-US", { minimumFractionDigits: price === 0 ? 0 : 2, maximumFractionDigits: 4 })}`;
}

/** Of an axis with round ticks: `$240`, `$0.05`, `1.5k`, `2万`. Money, in micro-dollars, where there is a currency. */
export function formatTick(value: number, currency: ShownCurrency | null, style: NumberStyle): string {
  const amount = currency === null ? value : (value / 1e6) * currency.perUsd;
  const [divisor, unit] = (style === "wan" ? tenThousands : thousands).find(([least]) => amount >= least) ?? [1, ""];
  return `${currency?.symbol ?? ""}${Number((amount / divisor).toPrecision(3))}${unit}`;
}

const thousands = [
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;
const tenThousands = [
  [1e8, "亿"],
  [1e4, "万"],
] as const;

/** A model's context window as model lists write it: `128k`, `1M`. */
export function formatContext(tokens: number | null | undefined): string {
  if (tokens == null) return unknown;
  if (tokens >= 1_000_000) return `${Number((tokens / 1_000_000).toFixed(1))}M`;
  return tokens >= 1000 ? `${Math.round(tokens / 1000)}k` : String(tokens);
}

/** `842 ms`, `1.84 s` under 10 s, `11.2 s` above, `3 min`, `5 h`, `2 d`. */
export function formatDuration(ms: number | null | undefined): string {
  if (ms == null) return unknown;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_570_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 84_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}

export interface Change {
  direction: "up" | "down" | "same";
  /** Without sign: the arrow says it. */
  text: string;
}

/** Against the previous period; null where there is nothing to compare with. */
export function formatChange(current: number | null | undefined, previous: number | null | undefined): Change | null {
  if (current == null || previous == null || previous === 0) return null;
  const ratio = (current - previous) / previous;
  const percent = Math.abs(ratio * 100);
  const text =
    percent >= 1000 ? `${integer.format(Math.round(percent / 100))}×` : `${percent.toFixed(percent < 99.95 ? 1 : 0)}%`;
  return { direction: percent < 0.05 ? "same" : ratio > 0 ? "up" : "down", text };
}

/** The difference of two rates, in percentage points. */
export function formatPoints(current: number | null, previous: number | null): Change | null {
  if (current == null || previous == null) return null;
  const points = (current - previous) * 100;
  return {
    direction: Math.abs(points) < 0.005 ? "same" : points > 0 ? "up" : "down",
    text: `${Math.abs(points).toFixed(2)} pp`,
  };
}

/** The middle of an identifier gives way, its ends stay readable. */
export function shortenMiddle(text: string, length = 18): string {
  if (text.length <= length) return text;
  const tail = Math.floor((length - 1) / 3);
  return `${text.slice(0, length - 1 - tail)}…${text.slice(-tail)}`;
}

/** Bytes, by the thousand as disks are sold: `12 kB`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
