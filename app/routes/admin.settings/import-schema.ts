import { z } from "zod";

/** The form of an import: a file, or a pasted document. What the document says is looked at by the server. */
export const importSchema = z
  .object({
    file: z.custom<File>((value) => value instanceof File).optional(),
    text: z
      .string()
      .refine((text) => isJson(text), { error: "json" })
      .optional(),
  })
  .refine(({ file, text }) => file !== undefined || text !== undefined, { path: ["text"], error: "noDocument" });

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
