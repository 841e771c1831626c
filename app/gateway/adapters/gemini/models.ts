/** How a model's thinking is set. */
export interface ThinkingTraits {
  kind: "budget" | "level" | null;
  /** The smallest budget, or the lowest level; what `none` becomes. */
  lowest: number | string;
  /** The largest budget. */
  largest: number;
  /** False: penalties and several candidates are refused. */
  varies?: false;
}

// https://ai.google.dev/gemini-api/docs/thinking and
// https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/start/get-started-with-gemini-4; the first match counts.
const table: [names: RegExp, traits: ThinkingTraits][] = [
  [/gemini-2\.5-pro/, { kind: "budget", lowest: 128, largest: 32_768 }],
  [/gemini-2\.5-flash-image/, { kind: null, lowest: 0, largest: 0 }],
  [/gemini-2\.5/, { kind: "budget", lowest: 0, largest: 24_576 }],
  [/gemini-(?:1|2)(?:\.0|\.5)?-|learnlm|gemma-[1-3]/, { kind: null, lowest: 0, largest: 0 }],
  [/gemini-3(?:\.\d)?-pro|gemini-3\.[6-9]-flash(?!-lite)|-latest/, { kind: "level", lowest: "low", largest: 0 }],
  [/gemini-(?:[4-9]|\d\d)/, { kind: "level", lowest: "low", largest: 0, varies: false }],
  [/gemini|gemma/, { kind: "level", lowest: "minimal", largest: 0 }],
];

export const thinkingTraits = (model: string): ThinkingTraits =>
  table.find(([names]) => names.test(model))?.[1] ?? { kind: null, lowest: 0, largest: 0 };

/**
 * From this generation on function calls have ids of their own, and those without their thought signature are refused.
 */
export const signsCalls = (model: string): boolean => thinkingTraits(model).kind === "level";

/** Gemini 2.5 signs too, though it does not insist; a model of an operator's own name may be any. */
export const maySign = (model: string): boolean => !/gemini-(?:1|2\.0)|learnlm|gemma-[1-3]/.test(model);
