import { z } from "zod";

/** Of a question that is answered with a name: `expected` is sent beside what was typed. */
export const confirmationSchema = z
  .object({ expected: z.string(), confirmation: z.string({ error: "needed" }) })
  .refine(({ expected, confirmation }) => confirmation.trim() === expected, {
    path: ["confirmation"],
    error: "wrongName",
  });
