import { useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";

/** What met the login page instead of an answer, by the page's path and the form's id. In memory only: it may hold secrets. */
const kept = new Map<string, [string, string][]>();

export interface KeptForm {
  /** What was typed before the session ended and the way led through the login; null as a rule. */
  restored: FormData | null;
  /** Call as the form is sent, and `forget` once it is answered. */
  keep: (form: FormData) => void;
  forget: () => void;
}

/** Keeps a form's input where its save meets the login page instead of an answer. */
export function useKeptForm(id: string): KeptForm {
  const { pathname } = useLocation();
  const key = `${pathname} ${id}`;
  const [restored] = useState(() => {
    const entries = kept.get(key);
    return entries ? formOf(entries) : null;
  });
  /** On its way, and not answered yet. */
  const sent = useRef<[string, string][] | null>(null);
  useEffect(() => {
    kept.delete(key);
    return () => {
      // Anywhere else is where its reader meant to go.
      if (sent.current !== null && window.location.pathname === "/login") kept.set(key, sent.current);
    };
  }, [key]);
  return {
    restored,
    keep: (form) => {
      sent.current = textsOf(form);
    },
    forget: () => {
      sent.current = null;
    },
  };
}

const textsOf = (form: FormData): [string, string][] =>
  [...form].flatMap(([name, value]): [string, string][] => (typeof value === "string" ? [[name, value]] : []));

export function formOf(entries: Iterable<readonly [string, string]>): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}
