import type { RuleCondition, RuleConfig } from "../config/config";
import type { Strategy } from "../config/settings";
import type { MatchedRule } from "../log/log-row";
import { matchesPattern } from "./pattern";
import type { RuleFacts } from "./request-facts";
import { safePattern } from "./safe-pattern";
import { timeWindowHolds, timeWindowWords } from "./time-window";

/** The first rule whose every condition holds. */
export function matchRule(
  rules: readonly RuleConfig[],
  facts: () => RuleFacts,
): (MatchedRule & { models?: string[]; strategy?: Strategy }) | null {
  if (rules.length === 0) return null;
  const known = facts();
  for (const [index, rule] of rules.entries()) {
    if (rule.enabled === false) continue;
    const words = describeMatch(rule.when, known);
    if (words !== null) {
      return {
        index,
        words,
        ...(rule.models ? { models: rule.models } : {}),
        ...(rule.strategy ? { strategy: rule.strategy } : {}),
      };
    }
  }
  return null;
}

const listOf = (value: string | string[]): string[] => (typeof value === "string" ? [value] : value);

/** Each answers null where the condition does not hold, else words for what was found. In the order of cost. */
const conditions: ((when: RuleCondition, facts: RuleFacts) => string | null | undefined)[] = [
  ({ maxPromptTokens }, facts) =>
    maxPromptTokens === undefined
      ? undefined
      : facts.promptTokens > maxPromptTokens
        ? null
        : `about ${facts.promptTokens} prompt tokens, at most ${maxPromptTokens}`,
  ({ minPromptTokens }, facts) =>
    minPromptTokens === undefined
      ? undefined
      : facts.promptTokens < minPromptTokens
        ? null
        : `about ${facts.promptTokens} prompt tokens, at least ${minPromptTokens}`,
  ({ contains }, facts) => {
    if (contains === undefined) return undefined;
    const word = listOf(contains).find((candidate) => facts.text.includes(candidate.toLowerCase()));
    return word === undefined ? null : `contains "${word}"`;
  },
  ({ images }, facts) => flag(images, facts.images, "images"),
  ({ audio }, facts) => flag(audio, facts.audio, "audio"),
  ({ tools }, facts) => flag(tools, facts.tools, "tools"),
  ({ json }, facts) =>
    json === undefined ? undefined : facts.json !== json ? null : json ? "asks for JSON" : "asks for no JSON",
  ({ keys }, facts) =>
    keys === undefined ? undefined : listOf(keys).includes(facts.keyId) ? `key ${facts.keyId}` : null,
  ({ metadata = {} }, facts) =>
    all(Object.entries(metadata), ([name, value]) =>
      facts.metadata[name] === value ? `metadata.${name} = ${value}` : null,
    ),
  ({ headers = {} }, facts) =>
    all(Object.entries(headers), ([name, pattern]) => {
      const value = facts.header(name);
      return value !== null && matchesPattern(pattern, value) ? `header ${name.toLowerCase()} is ${pattern}` : null;
    }),
  ({ time }, facts) =>
    time === undefined ? undefined : timeWindowHolds(time, facts.now) ? timeWindowWords(time) : null,
  ({ language }, facts) => {
    if (language === undefined) return undefined;
    const found = facts.language();
    return found !== null && listOf(language).includes(found) ? `language ${found}` : null;
  },
  ({ code }, facts) =>
    code === undefined ? undefined : facts.code() !== code ? null : code ? "has code" : "has no code",
  ({ regex }, facts) =>
    regex === undefined ? undefined : safePattern(regex)(facts.text) ? `matches /${regex}/` : null,
  // Last, so that the share is of the requests for which everything else holds.
  ({ percent }, facts) =>
    percent === undefined ? undefined : facts.random() * 100 < percent ? `among ${percent} % of requests` : null,
];

function describeMatch(when: RuleCondition, facts: RuleFacts): string | null {
  const matched: string[] = [];
  for (const condition of conditions) {
    const words = condition(when, facts);
    if (words === null) return null;
    if (words) matched.push(words);
  }
  return matched.join(", ") || "always";
}

const flag = (wanted: boolean | undefined, found: boolean, name: string) =>
  wanted === undefined ? undefined : wanted !== found ? null : wanted ? `has ${name}` : `has no ${name}`;

/** Words of all items, null where one has none, undefined without items. */
function all<T>(items: T[], words: (item: T) => string | null): string | null | undefined {
  if (items.length === 0) return undefined;
  const found = items.map(words);
  return found.includes(null) ? null : found.join(", ");
}
