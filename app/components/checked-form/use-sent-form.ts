import { getFormProps, type Submission, type SubmissionResult, useForm } from "@conform-to/react";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useActionData } from "react-router";
import { formOf, useKeptForm } from "./kept-form";
import { isUnanswered, type Refusal, type WriteAnswer } from "./refusal";
import { showFault } from "./show-fault";

export interface SentFormOptions {
  id: string;
  /** Names of the fields at which mistakes are told. */
  fields: string[];
  /** Looks at the form as it is filled; without it only the server does, once it is sent. */
  check?: (context: { formData: FormData }) => Submission<unknown, string[]>;
  /** Who sends the form: a fetcher, or the page's navigation and action data. */
  fetcher: { state: string; data?: unknown };
  /** The form's own `intent`: what a page without scripts was answered belongs to this form alone. */
  intent?: string;
  /** The field of an issue's path; null: it is told above the form. As a rule the field that the path begins with. */
  fieldOf?: (path: string) => string | null;
}

/**
 * What every form does with its answer: what was refused is told at its fields, with the focus in the first of them, or above the form. Works
 * before hydration; a cut connection, an error of the server and an ended session keep what was typed, and a form that is on its
 * way is not sent again. It knows of no schema: the login, which loads none, has it from here (others: use-checked-form.ts).
 */
export function useSentForm({ id, fields, check, fetcher, intent, fieldOf }: SentFormOptions) {
  const { t } = useTranslation();
  const { restored, keep, forget } = useKeptForm(id);
  const posted = useActionData() as WriteAnswer | undefined;
  const own =
    posted && "values" in posted && posted.values?.some(([name, value]) => name === "intent" && value === intent);
  const answer = (fetcher.data ?? (own || intent === undefined ? posted : undefined)) as WriteAnswer | undefined;
  const failure = answer && !answer.ok ? answer : null;
  const place =
    fieldOf ?? ((path: string) => fields.find((field) => path === field || path.startsWith(`${field}.`)) ?? null);
  const lastResult = useMemo(() => resultOf(failure, place), [failure]);
  const [form] = useForm({
    id,
    lastResult,
    // Without a check conform would ask the server at every field.
    ...(check ? { onValidate: check, shouldValidate: "onBlur", shouldRevalidate: "onInput" } : {}),
  });
  const [before] = useState(() => restored ?? (failure?.values ? formOf(failure.values) : null));
  const sending = useRef(false);
  const idle = fetcher.state === "idle";
  useEffect(() => {
    if (!idle) return;
    sending.current = false;
    if (answer) forget();
  }, [idle, answer]);
  useEffect(() => {
    if (failure) showFault(id);
  }, [failure, id]);

  const words = (message: string) => t(`fieldError.${message}` as "fieldError.number", { defaultValue: message });
  const issues = Object.entries(form.allErrors).flatMap(([path, messages]) =>
    path === "" ? [] : (messages ?? []).map((message) => ({ path, message: words(message) })),
  );
  const unanswered = failure !== null && isUnanswered(failure.code) ? t(`save.${failure.code}`) : null;
  const { onSubmit, ...props } = getFormProps(form);
  return {
    /** For the `<Form>`. */
    props: {
      ...props,
      onSubmit: (event: FormEvent<HTMLFormElement>) => {
        // A second press in the same moment, before the button shows that the first one is on its way.
        if (sending.current) return event.preventDefault();
        onSubmit(event);
        if (event.defaultPrevented) return isSubmission(event) ? showFault(id) : undefined;
        sending.current = true;
        keep(new FormData(event.currentTarget));
      },
    },
    issues,
    /** Told above the form: what belongs to none of its fields, or that there was no answer. */
    errors: unanswered === null ? (form.errors?.map(words) ?? []) : [unanswered],
    busy: !idle,
    failure,
    answer,
    /** What was typed before the page came anew: after a login, or without scripts. */
    before,
    restored: restored !== null,
    errorOf: (field: string) =>
      issues.find(({ path }) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`))
        ?.message,
    /** After a change that no input of the form tells of. */
    revalidate: () => form.validate(),
    /** What a field shows at first. */
    textOf: (field: string, stored: string | number | null | undefined): string =>
      String(before?.get(field) ?? stored ?? ""),
  };
}

/** Conform looks at a form that is being filled by submitting it to itself. */
const isSubmission = ({ nativeEvent }: FormEvent<HTMLFormElement>) =>
  (nativeEvent as SubmitEvent).submitter?.getAttribute("name") !== "__intent__";

function resultOf(
  failure: Refusal | null,
  fieldOf: (path: string) => string | null,
): SubmissionResult<string[]> | null {
  if (failure === null || isUnanswered(failure.code)) return null;
  // The page tells of these itself: somebody else saved meanwhile; the form was changed by a button, without scripts.
  if (failure.code === "changed" || failure.code === "edited") return null;
  const error: Record<string, string[]> = {};
  for (const { path, message } of failure.issues) {
    const field = fieldOf(path);
    const at = field ?? "";
    error[at] = [...(error[at] ?? []), field === null && path !== "" ? `${path}: ${message}` : message];
  }
  if (failure.issues.length === 0) error[""] = [failure.message];
  return { status: "error", error };
}
