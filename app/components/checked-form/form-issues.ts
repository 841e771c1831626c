import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";

export type FormSchema = z.ZodObject;

/** Mistakes by field; none where the form may be written. */
export function formIssues(schema: FormSchema, formData: FormData): { path: string; message: string }[] {
  const submission = parseWithZod(formData, { schema });
  if (submission.status === "success") return [];
  return Object.entries(submission.error ?? {}).flatMap(([path, messages]) =>
    (messages ?? []).map((message) => ({ path, message })),
  );
}
