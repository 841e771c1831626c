import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { defaultPreferences, type Preferences, writePreference } from "~/lib/preferences";
import { showTheme } from "~/lib/theme";

// What a page knows of its surroundings: the same on the server and in the first render of the browser.

interface Environment {
  /** Host of this deployment as the browser asked for it, such as `gw.acme.dev`. */
  host: string;
  /** Scheme and host, for base URLs in snippets. */
  origin: string;
  preferences: Preferences;
  setPreference: <Name extends keyof Preferences>(name: Name, value: NonNullable<Preferences[Name]>) => void;
  /** When the server rendered, Unix ms. */
  renderedAt: number;
}

const EnvironmentContext = createContext<Environment>({
  host: "",
  origin: "",
  preferences: defaultPreferences,
  setPreference: () => {},
  renderedAt: 0,
});

export interface EnvironmentData {
  host: string;
  origin: string;
  preferences: Preferences;
  renderedAt: number;
}

export function EnvironmentProvider({ data, children }: { data: EnvironmentData; children: ReactNode }) {
  const [preferences, setPreferences] = useState(data.preferences);
  const setPreference = useCallback<Environment["setPreference"]>((name, value) => {
    setPreferences((previous) => ({ ...previous, [name]: value }));
    writePreference(name, value);
    if (name === "motion" || name === "density") document.documentElement.dataset[name] = value;
  }, []);
  useEffect(() => {
    showTheme(preferences.theme);
    const media = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = () => showTheme(preferences.theme);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [preferences.theme]);
  const value = useMemo(
    () => ({ host: data.host, origin: data.origin, renderedAt: data.renderedAt, preferences, setPreference }),
    [data, preferences, setPreference],
  );
  return <EnvironmentContext value={value}>{children}</EnvironmentContext>;
}

export function useEnvironment(): Environment {
  return useContext(EnvironmentContext);
}

let browserTimeZone: string | null = null;

/** The reader's time zone, chosen or the browser's; on the very first visit the server renders in UTC and the browser puts it right. */
export function useTimeZone(): string {
  const { preferences } = useEnvironment();
  const readBrowser = () => {
    browserTimeZone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return browserTimeZone;
  };
  const known = useSyncExternalStore(subscribeToNothing, readBrowser, () => preferences.timeZone ?? "UTC");
  return preferences.zone || known;
}

function subscribeToNothing(): () => void {
  return () => {};
}

const clock = { now: 0, listeners: new Set<() => void>(), timer: 0 };

function subscribeToClock(listener: () => void): () => void {
  clock.listeners.add(listener);
  if (clock.listeners.size === 1) {
    clock.timer = window.setInterval(() => {
      clock.now = Date.now();
      for (const each of clock.listeners) each();
    }, 1000);
  }
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size === 0) window.clearInterval(clock.timer);
  };
}

function readClock(): number {
  if (Date.now() - clock.now > 1500) clock.now = Date.now();
  return clock.now;
}

/** Unix ms, moving once a second; all readers share one timer. */
export function useNow(): number {
  const { renderedAt } = useEnvironment();
  return useSyncExternalStore(subscribeToClock, readClock, () => renderedAt);
}
