import {
  BookOpen,
  ChartColumnStacked,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Server,
  Settings,
  Waypoints,
} from "lucide-react";

export interface NavigationItem {
  id: "overview" | "playground" | "requests" | "usage" | "providers" | "models" | "keys" | "settings" | "documentation";
  to: string;
  icon: LucideIcon;
  /** The letter after G. */
  key?: string;
  /** A document outside of the dashboard's pages. */
  external?: boolean;
}

const overview: NavigationItem = { id: "overview", to: "/admin", icon: LayoutDashboard, key: "o" };
const playground: NavigationItem = { id: "playground", to: "/admin/playground", icon: MessagesSquare, key: "p" };
const requests: NavigationItem = { id: "requests", to: "/admin/requests", icon: ScrollText, key: "r" };
const usage: NavigationItem = { id: "usage", to: "/admin/usage", icon: ChartColumnStacked, key: "u" };
const providers: NavigationItem = { id: "providers", to: "/admin/providers", icon: Server, key: "v" };
const models: NavigationItem = { id: "models", to: "/admin/models", icon: Waypoints, key: "m" };
const keys: NavigationItem = { id: "keys", to: "/admin/keys", icon: KeyRound, key: "k" };
const settings: NavigationItem = { id: "settings", to: "/admin/settings", icon: Settings, key: "s" };
const documentation: NavigationItem = { id: "documentation", to: "/api/openapi.json", icon: BookOpen, external: true };

export const navigationGroups: { id: "main" | "observe" | "routing" | "access"; items: NavigationItem[] }[] = [
  { id: "main", items: [overview, playground] },
  { id: "observe", items: [requests, usage] },
  { id: "routing", items: [providers, models] },
  { id: "access", items: [keys] },
];

export const navigationFoot: NavigationItem[] = [documentation, settings];

/** The bar at the bottom of a phone; the rest is behind "More". */
export const mobileTabs: NavigationItem[] = [overview, requests, playground, providers];
export const mobileMore: NavigationItem[] = [usage, models, keys, settings, documentation];

export const allPages: NavigationItem[] = [overview, playground, requests, usage, providers, models, keys, settings];
