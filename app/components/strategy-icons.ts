import { Coins, Gauge, ListOrdered, type LucideIcon, Scale, ShieldCheck } from "lucide-react";
import type { Strategy } from "~/gateway/config/settings";

export const strategyIcons: Record<Strategy, LucideIcon> = {
  priority: ListOrdered,
  cheapest: Coins,
  fastest: Gauge,
  reliable: ShieldCheck,
  balanced: Scale,
};

// The names only: the schema behind them has no business in the browser.
export const strategies = Object.keys(strategyIcons) as Strategy[];
