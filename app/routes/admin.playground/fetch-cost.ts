import * as z from "zod/mini";

const logSchema = z.object({
  costMicroUsd: z.nullable(z.number()),
  usage: z.object({ promptTokens: z.number(), completionTokens: z.number() }),
});

/** What the gateway booked for a request; its row is written a moment after the answer. */
export async function fetchCost(requestId: string) {
  for (const waitMs of [250, 500, 1000, 2000, 4000]) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    try {
      const response = await fetch(`/api/admin/logs/${encodeURIComponent(requestId)}`);
      if (response.status === 404) continue;
      if (!response.ok) return null;
      const { costMicroUsd, usage } = z.parse(logSchema, await response.json());
      return { costMicroUsd, promptTokens: usage.promptTokens, completionTokens: usage.completionTokens };
    } catch {
      return null;
    }
  }
  return null;
}
