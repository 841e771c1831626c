import { Search, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link, useLocation, useNavigate, useSearchParams } from "react-router";
import { useRoom } from "~/components/hooks/use-room";
import { Input } from "~/components/ui/input";
import { Kbd } from "~/components/ui/kbd";
import type { LogFacets } from "~/db/log/log-types";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { completionsFor, wordAt } from "./completions";
import { formatQuery, parseQuery, queryOfUrl, withQuery } from "./query";

/**
 * `status:5xx model:x text` and Enter, with fields and values offered for the word at the cursor. Before hydration it is
 * a plain form whose `q` the loader takes apart.
 */
export function QueryField({ facets }: { facets: LogFacets | null }) {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const saved = formatQuery(queryOfUrl(parameters));
  const [text, setText] = useState(saved);
  const [cursor, setCursor] = useState(0);
  const [open, setOpen] = useState(false);
  /** -1: Enter sends what is typed. */
  const [active, setActive] = useState(-1);
  const at = wordAt(text, cursor);
  const offers = open ? completionsFor(at.word, facets) : [];

  const take = (completion: string) => {
    // A name waits for its value, a value is done.
    const done = !/[:>]$/.test(completion);
    const next = `${text.slice(0, at.start)}${completion}${done ? " " : ""}${text.slice(at.end).trimStart()}`;
    const end = at.start + completion.length + (done ? 1 : 0);
    setText(next);
    setCursor(end);
    setActive(-1);
    setOpen(!done);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(end, end);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (open) setActive(((active + 1 + step + offers.length + 1) % (offers.length + 1)) - 1);
      else setOpen(true);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    } else if ((event.key === "Enter" || event.key === "Tab") && offers[active]) {
      event.preventDefault();
      take(offers[active].text);
    }
  };
  return (
    <Form
      method="get"
      action="/admin/requests"
      className="relative min-w-0 flex-1"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        setOpen(false);
        const typed = String(new FormData(event.currentTarget).get("q") ?? "");
        const next = withQuery(parameters, parseQuery(typed));
        next.delete("cursor");
        void navigate(`${pathname.startsWith("/admin/requests/") ? "/admin/requests" : ""}?${next}`, {
          preventScrollReset: true,
        });
      }}
    >
      <Search className="absolute inset-y-0 left-2.5 my-auto size-3.5 text-muted-foreground" aria-hidden />
      <Input
        ref={input}
        name="q"
        value={text}
        data-shortcut="filter"
        role="combobox"
        aria-expanded={offers.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={offers[active] ? `${listId}-${active}` : undefined}
        placeholder={t(useRoom() === "cards" ? "query.placeholderShort" : "query.placeholder")}
        aria-label={t("query.label")}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="pl-8 pr-9 font-mono text-xs placeholder:font-sans placeholder:text-sm"
        onChange={(event) => {
          setText(event.target.value);
          setCursor(event.target.selectionStart ?? event.target.value.length);
          setActive(-1);
          setOpen(true);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={listId}
        role="listbox"
        aria-label={t("query.completions")}
        hidden={offers.length === 0}
        className="absolute inset-x-0 top-full z-30 mt-1 max-w-[420px] rounded-md bg-popover p-1 shadow-pop"
      >
        {offers.map((offer, index) => (
          <div
            key={offer.text}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={cn(
              "flex h-8 cursor-pointer items-center justify-between gap-3 rounded px-2 font-mono text-xs hover:bg-accent",
              index === active && "bg-accent",
            )}
            // The field keeps the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              take(offer.text);
            }}
          >
            <span className="truncate">{offer.text}</span>
            {offer.count === null ? null : (
              <span className="tnum font-sans text-2xs text-muted-foreground">{formatInteger(offer.count)}</span>
            )}
          </div>
        ))}
      </div>
      {["range", "from", "to"].map((name) => {
        const value = parameters.get(name);
        return value ? <input key={name} type="hidden" name={name} value={value} /> : null;
      })}
      {saved ? (
        <Link
          to={`/admin/requests?${withQuery(parameters, { text: "" })}`}
          preventScrollReset
          aria-label={t("clearFilters")}
          className="absolute inset-y-0 right-1 my-auto flex size-6 items-center justify-center rounded text-muted-foreground hover:text-foreground"
        >
          <X className="size-3.5" aria-hidden />
        </Link>
      ) : (
        <Kbd aria-hidden className="absolute inset-y-0 right-2 my-auto max-lg:hidden">
          /
        </Kbd>
      )}
    </Form>
  );
}
