import type { TFunction } from "i18next";
import { KeyRound, type LucideIcon, MessagesSquare, PenLine, ScrollText, Waypoints } from "lucide-react";
import { allPages } from "~/components/shell/navigation";
import type { ProviderState } from "~/components/status-label";
import { formatPrice } from "~/lib/format";

/** What /admin/palette answers. */
export interface PaletteData {
  providers: { id: string; name: string; mark: string; hue: number; state: ProviderState; priority: number }[];
  models: {
    id: string;
    isRoute: boolean;
    providers: number;
    /** Of the provider that is asked first, USD per million tokens. */
    prices: [input: number, output: number] | null;
  }[];
  keys: { id: string; name: string; hint: string }[];
}

export interface PaletteAction {
  label: string;
  icon: LucideIcon;
  to: string;
}

export interface PaletteItem {
  /** Unique, and the same on every visit: what is recent is kept by it. */
  value: string;
  group: "goTo" | "providers" | "models" | "keys";
  label: string;
  /** Beside the label. */
  hint?: string;
  icon?: LucideIcon;
  tile?: { mark: string; hue: number; dim: boolean };
  /** Is found by these as well. */
  synonyms?: string[];
  /** The label is a name to type. */
  mono?: boolean;
  /** The second key after G. */
  key?: string;
  to: string;
  /** What else can be done with it: Tab lists them. */
  actions: PaletteAction[];
}

/** Everything that the palette finds: pages, then what the gateway has. */
export function paletteItems(data: PaletteData | undefined, t: TFunction): PaletteItem[] {
  const requestsOf = (name: string, query: string): PaletteAction => ({
    label: t("palette.requestsOf", { name }),
    icon: ScrollText,
    to: `/admin/requests?${query}`,
  });
  const pages = allPages.map(({ id, to, icon, key }): PaletteItem => {
    // What other gateways call them.
    const synonyms = id === "providers" ? ["渠道", "channels"] : [];
    return { value: `page ${id}`, group: "goTo", label: t(`nav.${id}`), synonyms, icon, key, to, actions: [] };
  });
  const providers = (data?.providers ?? []).map(({ id, name, mark, hue, state, priority }): PaletteItem => {
    const address = `/admin/providers/${encodeURIComponent(id)}`;
    return {
      value: `provider ${id}`,
      group: "providers",
      label: name,
      hint: t("palette.provider", { state: t(`state.${state}`), priority }),
      tile: { mark, hue, dim: state === "off" },
      to: address,
      actions: [
        requestsOf(name, `provider=${encodeURIComponent(id)}`),
        { label: t("palette.keysOf", { name }), icon: KeyRound, to: `${address}/credentials` },
        { label: t("palette.edit", { name }), icon: PenLine, to: `${address}/settings` },
      ],
    };
  });
  const models = (data?.models ?? []).map(({ id, isRoute, providers: count, prices }): PaletteItem => {
    const name = encodeURIComponent(id);
    return {
      value: `model ${id}`,
      group: "models",
      label: id,
      hint: isRoute
        ? t("palette.route")
        : t("palette.model", { count }) +
          (prices ? t("palette.prices", { input: formatPrice(prices[0]), output: formatPrice(prices[1]) }) : ""),
      icon: Waypoints,
      mono: true,
      to: isRoute ? `/admin/models/routes/${name}` : `/admin/models?model=${name}`,
      actions: [
        { label: t("palette.try", { name: id }), icon: MessagesSquare, to: `/admin/playground?model=${name}` },
        requestsOf(id, isRoute ? `route=${name}` : `model=${name}`),
      ],
    };
  });
  const keys = (data?.keys ?? []).map(({ id, name, hint }): PaletteItem => {
    const requests = requestsOf(name, `key=${encodeURIComponent(id)}`);
    return {
      value: `key ${id}`,
      group: "keys",
      label: requests.label,
      hint,
      icon: KeyRound,
      to: requests.to,
      actions: [requests, { label: t("palette.edit", { name }), icon: PenLine, to: "/admin/keys" }],
    };
  });
  return [...pages, ...providers, ...models, ...keys];
}

const storageKey = "gateway-palette-recent";
const mostRecent = 5;

/** Values of what was opened last, newest first. */
export function readRecent(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter((value) => typeof value === "string").slice(0, mostRecent) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(value: string): void {
  try {
    const values = [value, ...readRecent().filter((each) => each !== value)];
    localStorage.setItem(storageKey, JSON.stringify(values.slice(0, mostRecent)));
  } catch {
    // Full or forbidden: nothing is recent.
  }
}
