import { z } from "zod";

/** The form of an import: a file, or else a pasted document. What the document says is looked at by the server. */
export const importSchema = z
  .object({ file: z.custom<File>((value) => value instanceof File).optional(), text: z.string().optional() })
  .superRefine(({ file, text }, context) => {
    if (file !== undefined || (text !== undefined && isJson(text))) return;
    context.addIssue({ code: "custom", path: ["text"], message: text === undefined ? "noDocument" : "json" });
  });

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}
