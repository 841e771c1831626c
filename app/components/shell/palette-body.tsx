import { ScrollText } from "lucide-react";
import {
  type KeyboardEvent as ReactKeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useNavigate } from "react-router";
import { Highlight } from "~/components/shell/highlight";
import { PaletteFoot } from "~/components/shell/palette-foot";
import {
  type PaletteData,
  type PaletteItem,
  paletteItems,
  readRecent,
  rememberRecent,
} from "~/components/shell/palette-items";
import { PaletteRow, paletteRow } from "~/components/shell/palette-row";
import { PaletteThemes } from "~/components/shell/palette-themes";
import { stopTyping, typedAhead } from "~/components/shell/typed-ahead";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "~/components/ui/command";
import { Kbd } from "~/components/ui/kbd";

/** Ids of requests are long and have no spaces. */
const requestId = /^[\w-]{16,}$/;

interface PaletteBodyProps {
  close: () => void;
  /** Is told how to take the focus, with what was typed ahead. */
  takeFocus: RefObject<() => void>;
}

/** The field and what it finds. */
export function PaletteBody({ close, takeFocus }: PaletteBodyProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { load, data } = useFetcher<PaletteData>();
  const [search, setSearch] = useState("");
  const [selected, setSelected] = useState("");
  // The item whose actions are listed.
  const [within, setWithin] = useState<PaletteItem | null>(null);
  const [recent] = useState(readRecent);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    takeFocus.current = () => {
      setSearch(typedAhead());
      // From here on the field itself gets the keys.
      stopTyping();
      field.current?.focus();
    };
  }, [takeFocus]);
  useEffect(() => {
    void load("/admin/palette");
  }, [load]);
  const items = paletteItems(data, t);
  const itemOf = (value: string) => items.find((item) => item.value === value.replace(/^recent /, ""));
  const open = (to: string, item: PaletteItem | null) => {
    if (item) rememberRecent(item.value);
    close();
    void navigate(to);
  };
  const leave = () => {
    setWithin(null);
    setSearch("");
  };
  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (within) {
      if (!(event.key === "Backspace" && search === "") && event.key !== "Tab") return;
      event.preventDefault();
      event.stopPropagation();
      leave();
      return;
    }
    const item = itemOf(selected);
    if (event.key === "Tab" && !event.shiftKey && item && item.actions.length > 0) {
      event.preventDefault();
      setWithin(item);
      setSearch("");
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && item) {
      event.preventDefault();
      event.stopPropagation();
      rememberRecent(item.value);
      window.open(item.to, "_blank", "noreferrer");
    }
  };
  const pasted = search.trim();
  const group = (name: PaletteItem["group"], heading: string) => {
    const members = items.filter((item) => item.group === name);
    return members.length === 0 ? null : (
      <CommandGroup heading={heading}>
        {members.map((item) => (
          <PaletteRow
            key={item.value}
            item={item}
            value={item.value}
            search={search}
            onSelect={() => open(item.to, item)}
          />
        ))}
      </CommandGroup>
    );
  };
  const lately = search === "" ? recent.flatMap((value) => itemOf(value) ?? []) : [];
  return (
    <Command
      label={t("palette.title")}
      value={selected}
      onValueChange={setSelected}
      onKeyDownCapture={onKeyDown}
      className="[&>:has([data-slot=command-input])]:px-5 [&_[data-slot=command-input]]:h-[52px] [&_[data-slot=command-input]]:text-base"
    >
      <CommandInput
        ref={field}
        value={search}
        onValueChange={setSearch}
        placeholder={within ? t("palette.actionsOf", { name: within.label }) : t("palette.placeholder")}
      >
        <span className="pointer-coarse:hidden" aria-hidden>
          <Kbd>Esc</Kbd>
        </span>
      </CommandInput>
      <CommandList className="max-h-[min(60dvh,440px)] p-2">
        <CommandEmpty>{t("palette.nothing")}</CommandEmpty>
        {within ? (
          <CommandGroup heading={t("palette.actionsOf", { name: within.label })}>
            {within.actions.map(({ label, icon: Icon, to }) => (
              <CommandItem key={label} className={paletteRow} value={label} onSelect={() => open(to, within)}>
                <Icon aria-hidden />
                <Highlight text={label} search={search} />
              </CommandItem>
            ))}
          </CommandGroup>
        ) : (
          <>
            {requestId.test(pasted) ? (
              <CommandGroup heading={t("nav.requests")}>
                <CommandItem
                  className={paletteRow}
                  value={pasted}
                  onSelect={() => open(`/admin/requests/${pasted}`, null)}
                >
                  <ScrollText aria-hidden />
                  <span className="truncate">
                    {t("palette.openRequest")} <span className="font-mono text-xs">{pasted}</span>
                  </span>
                </CommandItem>
              </CommandGroup>
            ) : null}
            {lately.length > 0 ? (
              <CommandGroup heading={t("palette.recent")}>
                {lately.map((item) => (
                  <PaletteRow
                    key={item.value}
                    item={item}
                    value={`recent ${item.value}`}
                    search={search}
                    onSelect={() => open(item.to, item)}
                  />
                ))}
              </CommandGroup>
            ) : null}
            {search === "" ? group("goTo", t("palette.goTo")) : null}
            {group("providers", t("nav.providers"))}
            {group("models", t("nav.models"))}
            {group("keys", t("nav.keys"))}
            {search === "" ? null : (
              <>
                <CommandGroup heading={t("palette.actions")}>
                  {items
                    .filter(({ group: of }) => of !== "keys")
                    .flatMap((item) =>
                      item.actions.map(({ label, icon: Icon, to }) => (
                        <CommandItem
                          key={`${item.value} ${label}`}
                          className={paletteRow}
                          value={`action ${item.value} ${label}`}
                          onSelect={() => open(to, item)}
                        >
                          <Icon aria-hidden />
                          <Highlight text={label} search={search} />
                        </CommandItem>
                      )),
                    )}
                </CommandGroup>
                {group("goTo", t("palette.goTo"))}
              </>
            )}
            <PaletteThemes search={search} close={close} />
          </>
        )}
      </CommandList>
      <PaletteFoot />
    </Command>
  );
}
