import { parseWithZod } from "@conform-to/zod/v4";
import type { FormSchema } from "./form-issues";
import { type SentFormOptions, useSentForm } from "./use-sent-form";

interface CheckedFormOptions extends Omit<SentFormOptions, "fields" | "check"> {
  /** Of the form's texts; messages are names of `common:fieldError`, or words of their own. */
  schema: FormSchema;
}

/** The way of every form: checked by its schema as it is filled, and again by the same schema on the server. */
export const useCheckedForm = ({ schema, ...options }: CheckedFormOptions) =>
  useSentForm({
    ...options,
    fields: Object.keys(schema.shape),
    check: ({ formData }) => parseWithZod(formData, { schema }),
  });
