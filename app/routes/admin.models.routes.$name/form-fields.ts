import { createContext, type MouseEvent, useContext } from "react";
import { useHydrated } from "~/components/hooks/use-hydrated";

/** The editor's form; its fields stand all over the page. */
export const routeFormId = "route";

/** Names the list that a control is for: the route's own, or those of a rule. */
export type ListName = "models" | "fallbacks" | `rules.${number}.models`;

interface SendingButton {
  form?: string;
  name?: string;
  value?: string;
}

interface FormFields {
  /** What is written in such a field counts also where no script keeps the draft up to date (draft-fields.ts). */
  field(name: string): { name: string; form?: string };
  /**
   * A button whose press the server answers with the changed form, after `value` (draft-changes.ts); with scripts the change
   * is made here.
   */
  changes(
    value: string,
    change: () => void,
  ): SendingButton & { type: "submit" | "button"; onClick: (event: MouseEvent) => void };
  /** The same without its press. */
  sends(value: string): SendingButton;
}

const sends = (value: string): SendingButton => ({ form: routeFormId, name: "change", value });

const beforeScripts: FormFields = {
  field: (name) => ({ name, form: routeFormId }),
  changes: (value, change) => ({
    ...sends(value),
    type: "submit",
    onClick: (event) => {
      event.preventDefault();
      change();
    },
  }),
  sends,
};

/**
 * From then on the hidden document is the form, and nothing else belongs to it: conform looks at a form whenever a field of it
 * is left, also because the field is taken away, and React hears of no event while it takes something away.
 */
const withScripts: FormFields = {
  field: (name) => ({ name }),
  changes: (_, change) => ({ type: "button", onClick: change }),
  sends: () => ({}),
};

const Fields = createContext<FormFields>(withScripts);
export const FormFieldsProvider = Fields.Provider;
export const useFormFields = (): FormFields => useContext(Fields);

/** For the editor: its fields as they are now, before hydration or after it. */
export const useFieldsNow = (): FormFields => (useHydrated() ? withScripts : beforeScripts);
