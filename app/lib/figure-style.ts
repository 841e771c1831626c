import { formatCount, formatMoney, formatPrice, formatTick } from "./format";

// How one reader wants money and large numbers written. Prices and bills stay in US dollars; a display currency multiplies them
// by a rate that its reader gave.

export const numberStyles = ["k", "wan"] as const;
/** `k`: 186.2k, 4.21M. `wan`: 18.6 万, 6.22 亿. */
export type NumberStyle = (typeof numberStyles)[number];

export interface Currency {
  /** ISO 4217, such as CNY. */
  code: string;
  /** Units for one US dollar. */
  perUsd: number;
  symbol: string;
  /** Digits of its smallest coin. */
  decimals: number;
}

export const usd: Currency = { code: "USD", perUsd: 1, symbol: "$", decimals: 2 };

/** Currencies to choose from. */
export const currencyCodes = [
  "USD",
  "EUR",
  "GBP",
  "CNY",
  "JPY",
  "KRW",
  "INR",
  "HKD",
  "TWD",
  "SGD",
  "AUD",
  "CAD",
  "CHF",
  "SEK",
  "BRL",
] as const;

/** A dollar of every day is fetched from nowhere: its reader says what it is worth. Rough rates to begin with. */
export const roughRates: Record<(typeof currencyCodes)[number], number> = {
  USD: 1,
  EUR: 0.9,
  GBP: 0.77,
  CNY: 7.1,
  JPY: 150,
  KRW: 1400,
  INR: 88,
  HKD: 7.8,
  TWD: 31,
  SGD: 1.3,
  AUD: 1.5,
  CAD: 1.4,
  CHF: 0.8,
  SEK: 9.5,
  BRL: 5.4,
};

/** A rate that can be calculated with. */
export const isRate = (rate: number): boolean => rate >= 0.000001 && rate <= 1_000_000;

/** `CNY:7.12` as it is kept; dollars for anything else. */
export function readCurrency(text: string | null | undefined): Currency {
  const [code = "", rate = ""] = (text ?? "").split(":");
  const perUsd = Number(rate);
  if (code === "USD" || !currencyCodes.some((known) => known === code) || !isRate(perUsd)) return usd;
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency: code, currencyDisplay: "narrowSymbol" });
  const symbol = format.formatToParts(0).find((part) => part.type === "currency")?.value ?? code;
  return { code, perUsd, symbol, decimals: format.resolvedOptions().maximumFractionDigits ?? 2 };
}

export const writeCurrency = ({ code, perUsd }: Pick<Currency, "code" | "perUsd">): string =>
  code === "USD" ? "USD" : `${code}:${perUsd}`;

type Amount = number | null | undefined;

export interface Figures {
  currency: Currency;
  formatCount: (value: Amount) => string;
  /** Micro-dollars. */
  formatMoney: (microUsd: Amount) => string;
  /** US dollars for a million tokens. */
  formatPrice: (perMillion: Amount) => string;
  /** Round amounts of an axis: micro-dollars where `money` says so. */
  formatTick: (value: number, money: boolean) => string;
  /** Limits are round as a rule: `500k` and `$2,500`, not `500.0k` and `$2,500.00`. */
  shortCount: (value: number) => string;
  shortMoney: (microUsd: number) => string;
}

export function figuresOf(currency: Currency, style: NumberStyle): Figures {
  const count = (value: Amount) => formatCount(value, style);
  const money = (microUsd: Amount) => formatMoney(microUsd, currency);
  return {
    currency,
    formatCount: count,
    formatMoney: money,
    formatPrice: (perMillion) => formatPrice(perMillion, currency),
    formatTick: (value, isMoney) => formatTick(value, isMoney ? currency : null, style),
    shortCount: (value) => count(value).replace(/\.0+(?=\s?[kMB万亿]?$)/, ""),
    shortMoney: (microUsd) => money(microUsd).replace(/\.00$/, ""),
  };
}

const usual = figuresOf(usd, "k");
let last = { key: "USD k", figures: usual };

/** The same object for the same wishes: most pages are of one reader. */
export function figuresFor(currency: string, style: NumberStyle): Figures {
  const key = `${currency} ${style}`;
  if (currency === "USD" && style === "k") return usual;
  if (last.key !== key) last = { key, figures: figuresOf(readCurrency(currency), style) };
  return last.figures;
}
