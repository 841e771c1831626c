/** The family decides what `additionalModelRequestFields` means: each model takes its own vendor's words there. */
export type Family = "claude" | "nova" | "openai" | "mistral" | "other";

const table: [names: RegExp, family: Family][] = [
  [/claude/, "claude"],
  [/amazon\.nova-(?:[2-9]|premier-2)/, "nova"],
  [/(?:^|\.|\/)openai\./, "openai"],
  [/(?:^|\.|\/)mistral\./, "mistral"],
];

/** By the model's id, an inference profile's (`us.anthropic...`) or an ARN that holds one of them. */
export const familyOf = (model: string): Family => table.find(([names]) => names.test(model))?.[1] ?? "other";
