import { getFormProps, type Submission, type SubmissionResult, useForm } from "@conform-to/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { parseProviderForm } from "./provider-form-schema";

/** Why the server did not write. */
interface Refusal {
  code: string;
  message: string;
  issues: { path: string; message: string }[];
}

interface ProviderFormOptions {
  id: string;
  /** What the server refused, if it did. */
  failure: Refusal | null;
  /** Names of the fields that the form has: what is refused elsewhere is told above the form. */
  fields: readonly string[];
  validate?: (context: { formData: FormData }) => Submission<unknown, string[]>;
}

/** A provider form that is checked as it is filled, and shows at its fields what the server refused. */
export function useProviderForm({ id, failure, fields, validate }: ProviderFormOptions) {
  const { t } = useTranslation("providers");
  const lastResult = useMemo(() => resultOf(failure, fields), [failure]);
  const [form] = useForm({
    id,
    lastResult,
    onValidate: validate ?? (({ formData }) => parseProviderForm(formData)),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
  });
  const words = (message: string) => t(`fieldError.${message}` as "fieldError.number", { defaultValue: message });
  const issues = Object.entries(form.allErrors).flatMap(([path, messages]) =>
    path === "" ? [] : (messages ?? []).map((message) => ({ path, message: words(message) })),
  );
  const { onSubmit, ...props } = getFormProps(form);
  return { props, onSubmit, issues, errors: form.errors?.map(words) ?? [] };
}

/** `credentials.0.value` is told at the field `credentials`; what belongs to no field of the form, above it. */
function resultOf(failure: Refusal | null, fields: readonly string[]): SubmissionResult<string[]> | null {
  if (failure === null || failure.code === "changed" || failure.code === "network") return null;
  const error: Record<string, string[]> = {};
  for (const { path, message } of failure.issues) {
    const field = fields.find((each) => path === each || path.startsWith(`${each}.`)) ?? "";
    // These are groups of fields with names of their own.
    const at = field === "timeouts" || field === "probe" ? path : field;
    error[at] = [...(error[at] ?? []), field === "" && path !== "" ? `${path}: ${message}` : message];
  }
  if (failure.issues.length === 0) error[""] = [failure.message];
  return { status: "error", error };
}
