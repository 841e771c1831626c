import { z } from "zod";

// Values that many answers of the admin API hold.

export const isoTime = z.string().meta({ format: "date-time" });
export const microUsd = z.int().meta({ description: "Micro-dollars" });
