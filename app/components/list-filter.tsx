import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Form, useSearchParams } from "react-router";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { cn } from "~/lib/class-names";

interface ListFilterProps {
  /** What the field searches, in words. */
  label: string;
  /** Hears every change of the text, which is `q` in the address. */
  onText: (text: string) => void;
  className?: string;
  /** The field's width on a desk, as a class. */
  fieldWidth?: string;
  /** Further filters, a FilterButton after them. */
  children: ReactNode;
}

/** The filters above a list that is filtered as one types and chooses; without scripts they are sent. */
export function ListFilter({ label, onText, className, fieldWidth = "lg:w-[240px]", children }: ListFilterProps) {
  const [parameters] = useSearchParams();
  return (
    <Form
      method="get"
      role="search"
      className={cn("flex flex-wrap items-center gap-2", className)}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className={cn("relative w-full", fieldWidth)}>
        <Search className="absolute inset-y-0 left-2.5 my-auto size-3.5 text-muted-foreground" aria-hidden />
        <Input
          type="search"
          name="q"
          data-shortcut="filter"
          placeholder={label}
          aria-label={label}
          className="pl-8"
          defaultValue={parameters.get("q") ?? ""}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      {children}
    </Form>
  );
}

/** Sends the filters of a page where no scripts run. */
export function FilterButton() {
  const { t } = useTranslation();
  return (
    <noscript>
      <Button type="submit" variant="outline">
        {t("applyFilter")}
      </Button>
    </noscript>
  );
}
