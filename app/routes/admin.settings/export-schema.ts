import { z } from "zod";
import { longestPassphrase, shortestPassphrase } from "~/lib/sealed-document";

/** The form of an encrypted export: a passphrase, typed twice as nothing but it opens the file. */
export const exportSchema = z
  .object({
    passphrase: z
      .string({ error: "needed" })
      .min(shortestPassphrase, { error: "passphraseShort" })
      .max(longestPassphrase, { error: "tooLong" }),
    repeat: z.string({ error: "needed" }),
  })
  .refine(({ passphrase, repeat }) => passphrase === repeat, { error: "notSame", path: ["repeat"] });
