import type { RuleCondition } from "~/gateway/config/config";

export type RuleKind =
  | "images"
  | "code"
  | "critical"
  | "contains"
  | "regex"
  | "audio"
  | "tools"
  | "json"
  | "language"
  | "metadata"
  | "headers"
  | "keys"
  | "time"
  | "short"
  | "long"
  | "percent"
  | "always";

/** What a rule is mostly about: its name and its icon. */
export function ruleKind(when: RuleCondition): RuleKind {
  const named = ["images", "code", "contains", "regex", "audio", "tools", "json", "language"] as const;
  if (when.metadata?.tier === "critical") return "critical";
  return (
    named.find((name) => when[name] !== undefined) ??
    (when.metadata ? "metadata" : null) ??
    (when.headers ? "headers" : null) ??
    (when.keys ? "keys" : null) ??
    (when.time ? "time" : null) ??
    (when.maxPromptTokens !== undefined ? "short" : null) ??
    (when.minPromptTokens !== undefined ? "long" : null) ??
    (when.percent !== undefined ? "percent" : "always")
  );
}
