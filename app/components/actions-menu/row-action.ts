import type { LucideIcon } from "lucide-react";

interface Labelled {
  icon: LucideIcon;
  label: string;
}

/** One thing that can be done with a row: an address, or a write. */
export type RowAction = Labelled & { destructive?: boolean; disabled?: boolean } & (
    | { to: string }
    | {
        onSelect: () => void;
        /** What is sent where there are no scripts. */
        sends: Sent;
      }
  );

/** A form of its own, or a button of the page's form. */
export type Sent = { fields: Record<string, string> } | { form?: string; name?: string; value?: string };

/** One of several values, of which one holds. */
export interface RowChoice extends Labelled {
  value: string;
  choices: { value: string; label: string }[];
  onSelect: (value: string) => void;
  fieldsOf: (value: string) => Record<string, string>;
}

export type RowActions = (RowAction | RowChoice | "line")[];
