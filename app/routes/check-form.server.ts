import { invalid } from "~/admin/errors";
import { confirmationSchema } from "~/components/checked-form/confirmation";
import { type FormSchema, formIssues } from "~/components/checked-form/form-issues";

/** The rules that the browser checks as a form is filled, for those who sent it without scripts. */
export function checkForm(schema: FormSchema, form: FormData): void {
  const issues = formIssues(schema, form);
  if (issues.length > 0) throw invalid(issues);
}

/** Of a deletion that was asked for by name: also where no script compared the two. */
export const checkConfirmation = (form: FormData): void => checkForm(confirmationSchema, form);
