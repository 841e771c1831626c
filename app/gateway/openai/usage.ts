import { z } from "zod";

/** Canonical usage. `promptTokens` includes cache reads and writes, `completionTokens` includes reasoning. */
export interface Usage {
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  cacheWriteTokens: number;
  reasoningTokens: number;
  /** `estimated` where the upstream told nothing, `none` where nothing was used. */
  source: "provider" | "estimated" | "none";
}

export const noUsage: Usage = {
  promptTokens: 0,
  completionTokens: 0,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  source: "none",
};
