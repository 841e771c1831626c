import type { z } from "zod";
import type { ruleSchema, Strategy } from "../config";
import { isObject } from "../openai/fields";

type Rule = z.output<typeof ruleSchema>;

/** What content rules look at; computed only where a route has rules. */
export interface RuleFacts {
  promptTokens: number;
  /** All text of the prompt, lower case. */
  text: string;
  images: boolean;
  tools: boolean;
  metadata: Record<string, string>;
}

/** The first rule whose every condition holds, with words for the log. */
export function matchRule(
  rules: readonly Rule[],
  facts: () => RuleFacts,
): { label: string; models?: string[]; strategy?: Strategy } | null {
  if (rules.length === 0) return null;
  const known = facts();
  for (const rule of rules) {
    const label = describeMatch(rule.when, known);
    if (label !== null) {
      return {
        label,
        ...(rule.models ? { models: rule.models } : {}),
        ...(rule.strategy ? { strategy: rule.strategy } : {}),
      };
    }
  }
  return null;
}

function describeMatch(when: Rule["when"], facts: RuleFacts): string | null {
  const matched: string[] = [];
  if (when.maxPromptTokens !== undefined) {
    if (facts.promptTokens > when.maxPromptTokens) return null;
    matched.push(`about ${facts.promptTokens} prompt tokens, at most ${when.maxPromptTokens}`);
  }
  if (when.minPromptTokens !== undefined) {
    if (facts.promptTokens < when.minPromptTokens) return null;
    matched.push(`about ${facts.promptTokens} prompt tokens, at least ${when.minPromptTokens}`);
  }
  if (when.contains !== undefined) {
    const words = typeof when.contains === "string" ? [when.contains] : when.contains;
    const word = words.find((candidate) => facts.text.includes(candidate.toLowerCase()));
    if (word === undefined) return null;
    matched.push(`contains "${word}"`);
  }
  if (when.images !== undefined) {
    if (facts.images !== when.images) return null;
    matched.push(when.images ? "has images" : "has no images");
  }
  if (when.tools !== undefined) {
    if (facts.tools !== when.tools) return null;
    matched.push(when.tools ? "has tools" : "has no tools");
  }
  for (const [name, value] of Object.entries(when.metadata ?? {})) {
    if (facts.metadata[name] !== value) return null;
    matched.push(`metadata.${name} = ${value}`);
  }
  return matched.join(", ") || "always";
}

/** Reads the facts off a request in OpenAI's shape. */
export function ruleFacts(
  body: Record<string, unknown>,
  promptTokens: number,
  metadata: Record<string, string> | null,
): RuleFacts {
  const texts: string[] = [];
  let images = false;
  const collect = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    else if (Array.isArray(value)) {
      for (const part of value) {
        if (typeof part === "string") texts.push(part);
        else if (isObject(part)) {
          if (typeof part.text === "string") texts.push(part.text);
          if (part.type === "image_url" || part.type === "input_image" || part.type === "image") images = true;
        }
      }
    }
  };
  if (Array.isArray(body.messages))
    for (const message of body.messages) if (isObject(message)) collect(message.content);
  collect(body.prompt);
  collect(body.input);
  return {
    promptTokens,
    text: texts.join("\n").toLowerCase(),
    images,
    tools: Array.isArray(body.tools) && body.tools.length > 0,
    metadata: metadata ?? {},
  };
}
