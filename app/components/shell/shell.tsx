import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useEnvironment } from "~/components/environment";
import { useShortcut } from "~/components/hooks/use-shortcuts";
import { lazyOverlay } from "~/components/lazy-part";
import { MobileTabs } from "~/components/shell/mobile-tabs";
import { allPages } from "~/components/shell/navigation";
import { Once } from "~/components/shell/once";
import { PaletteContext } from "~/components/shell/palette-context";
import { ShortcutListContext } from "~/components/shell/shortcut-list-context";
import { Sidebar } from "~/components/shell/sidebar";
import { keepTyping, stopTyping } from "~/components/shell/typed-ahead";
import { useRowShortcuts } from "~/components/shell/use-row-shortcuts";

// What opens above a page is loaded when it is first opened.
const CommandPalette = lazyOverlay(async () => (await import("~/components/shell/command-palette")).CommandPalette);
const ShortcutList = lazyOverlay(async () => (await import("~/components/shell/shortcut-list")).ShortcutList);

interface ShellProps {
  /** Providers that need someone's attention. */
  attention: number;
  children: ReactNode;
}

/** What surrounds every dashboard page. */
export function Shell({ attention, children }: ShellProps) {
  const { t } = useTranslation();
  const [paletteOpen, setPaletteOpen] = usePaletteState();
  const [listOpen, setListOpen] = useState(false);
  const openPalette = useCallback(() => setPaletteOpen(true), [setPaletteOpen]);
  const openList = useCallback(() => setListOpen(true), []);
  return (
    <PaletteContext value={openPalette}>
      <ShortcutListContext value={openList}>
        <div className="flex min-h-dvh">
          <a
            href="#main"
            className="sr-only z-50 rounded-md bg-popover px-3 py-2 shadow-pop focus:not-sr-only focus:fixed focus:left-3 focus:top-3"
          >
            {t("skip")}
          </a>
          <Sidebar attention={attention} />
          {children}
          <MobileTabs attention={attention} />
        </div>
        <Shortcuts openList={openList} />
        <Once open={paletteOpen}>
          <CommandPalette open={paletteOpen} onOpenChange={setPaletteOpen} />
        </Once>
        <Once open={listOpen}>
          <ShortcutList open={listOpen} onOpenChange={setListOpen} />
        </Once>
      </ShortcutListContext>
    </PaletteContext>
  );
}

/** Opened by its buttons, and by Cmd or Ctrl K. */
function usePaletteState() {
  const [open, setState] = useState(false);
  const isOpen = useRef(false);
  const setOpen = useCallback((next: boolean) => {
    isOpen.current = next;
    if (next) keepTyping();
    else stopTyping();
    setState(next);
  }, []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen(!isOpen.current);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [setOpen]);
  return [open, setOpen] as const;
}

/** The keys that work on every page. A page marks its own with data-shortcut="new" and data-shortcut="filter". */
function Shortcuts({ openList }: { openList: () => void }) {
  const navigate = useNavigate();
  const { preferences, setPreference } = useEnvironment();
  const goPressedAt = useRef(0);
  useShortcut("g", () => {
    goPressedAt.current = Date.now();
  });
  useRowShortcuts();
  useShortcut("?", openList);
  useShortcut("n", () => document.querySelector<HTMLElement>('[data-shortcut="new"]')?.click());
  useShortcut("/", (event) => {
    const filter = document.querySelector<HTMLInputElement>('[data-shortcut="filter"]');
    if (!filter) return;
    event.preventDefault();
    filter.focus();
    // What is there already is gone on with.
    filter.setSelectionRange(filter.value.length, filter.value.length);
  });
  useShortcut("D", () => {
    const dark = document.documentElement.classList.contains("dark");
    setPreference("theme", dark ? "light" : "dark");
  });
  return allPages.map((page) => (
    <GoTo
      key={page.id}
      letter={page.key ?? ""}
      run={() => {
        if (preferences.shortcuts === "on" && Date.now() - goPressedAt.current < 1200) {
          goPressedAt.current = 0;
          navigate(page.to);
        }
      }}
    />
  ));
}

function GoTo({ letter, run }: { letter: string; run: () => void }) {
  useShortcut(letter, run);
  return null;
}
