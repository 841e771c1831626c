import { useEffect, useState } from "react";
import { useLocation } from "react-router";

/** What was sent and not answered yet, by the page's path. In memory only: it may hold secrets. */
const kept = new Map<string, [string, string][]>();

export interface KeptForm {
  /** What was typed before the session ended and the way led through the login; null as a rule. */
  restored: FormData | null;
  /** Call as the form is sent, and `forget` once it is answered. */
  keep: (form: FormData) => void;
  forget: () => void;
}

/** Keeps a form's input where its save meets the login page instead of an answer. */
export function useKeptForm(): KeptForm {
  const { pathname } = useLocation();
  const [restored] = useState(() => {
    const entries = kept.get(pathname);
    return entries ? formOf(entries) : null;
  });
  useEffect(() => {
    kept.delete(pathname);
    return () => {
      // Anywhere else is where its reader meant to go.
      if (window.location.pathname !== "/login") kept.delete(pathname);
    };
  }, [pathname]);
  return {
    restored,
    keep: (form) => {
      const entries = [...form].flatMap(([name, value]): [string, string][] =>
        typeof value === "string" ? [[name, value]] : [],
      );
      kept.set(pathname, entries);
    },
    forget: () => kept.delete(pathname),
  };
}

export function formOf(entries: Iterable<[string, string]>): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}
