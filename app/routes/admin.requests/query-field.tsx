import { Search, X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link, useLocation, useNavigate, useSearchParams } from "react-router";
import { Input } from "~/components/ui/input";
import { Kbd } from "~/components/ui/kbd";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { formatQuery, parseQuery, queryOfUrl, withQuery } from "./query";

/** `status:5xx model:x text` and Enter. Before hydration it is a plain form whose `q` the loader takes apart. */
export function QueryField({ faces }: { faces: Record<string, ProviderFace> }) {
  const { t } = useTranslation("requests");
  const [parameters] = useSearchParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const listId = useId();
  const text = formatQuery(queryOfUrl(parameters));
  return (
    <Form
      method="get"
      action="/admin/requests"
      className="relative min-w-0 flex-1"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = String(new FormData(event.currentTarget).get("q") ?? "");
        const next = withQuery(parameters, parseQuery(typed));
        next.delete("cursor");
        void navigate(`${pathname.startsWith("/admin/requests/") ? "/admin/requests" : ""}?${next}`, {
          preventScrollReset: true,
        });
      }}
    >
      <Search className="absolute left-2.5 top-2 size-3.5 text-muted-foreground" aria-hidden />
      <Input
        name="q"
        defaultValue={text}
        data-shortcut="filter"
        list={listId}
        placeholder={t("query.placeholder")}
        aria-label={t("query.label")}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="pl-8 pr-9 font-mono text-xs placeholder:font-sans placeholder:text-sm"
      />
      <datalist id={listId}>
        {[
          "status:5xx",
          "status:4xx",
          "status:429",
          "status:upstream_error",
          "latency>5s",
          "attempts>1",
          "cache:hit",
        ].map((value) => (
          <option key={value} value={value} />
        ))}
        {Object.keys(faces).map((id) => (
          <option key={id} value={`provider:${id}`} />
        ))}
      </datalist>
      {["range", "from", "to"].map((name) => {
        const value = parameters.get(name);
        return value ? <input key={name} type="hidden" name={name} value={value} /> : null;
      })}
      {text ? (
        <Link
          to={`/admin/requests?${withQuery(parameters, { text: "" })}`}
          preventScrollReset
          aria-label={t("clearFilters")}
          className="absolute right-1 top-1 flex size-6 items-center justify-center rounded text-muted-foreground hover:text-foreground"
        >
          <X className="size-3.5" aria-hidden />
        </Link>
      ) : (
        <Kbd aria-hidden className="absolute right-2 top-[7px] max-lg:hidden">
          /
        </Kbd>
      )}
    </Form>
  );
}
