import { formatCount, formatMoney } from "~/lib/format";

// Limits are round as a rule: `500k` and `$2,500`, not `500.0k` and `$2,500.00`.

export const shortCount = (value: number): string => formatCount(value).replace(/\.0+(?=[kMB]?$)/, "");
export const shortMoney = (microUsd: number): string => formatMoney(microUsd).replace(/\.00$/, "");
