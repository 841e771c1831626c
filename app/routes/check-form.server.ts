import { invalid } from "~/admin/errors";
import { type FormSchema, formIssues } from "~/components/checked-form/form-issues";

/** The rules that the browser checks as a form is filled, for those who sent it without scripts. */
export function checkForm(schema: FormSchema, form: FormData): void {
  const issues = formIssues(schema, form);
  if (issues.length > 0) throw invalid(issues);
}
