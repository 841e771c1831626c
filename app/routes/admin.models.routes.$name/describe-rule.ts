import {
  AlarmClock,
  Asterisk,
  AudioLines,
  Braces,
  CodeXml,
  Image,
  KeyRound,
  Languages,
  type LucideIcon,
  MessageSquareText,
  Percent,
  Regex,
  ScrollText,
  Siren,
  Tag,
  TextSearch,
  Wrench,
} from "lucide-react";
import type { useTranslation } from "react-i18next";
import type { DraftRule } from "./draft";
import { conditionsOf, flagNames } from "./draft-conditions";

type Translate = ReturnType<typeof useTranslation<"models">>["t"];

/** The conditions in words, in the order in which they are checked. */
export function describeRule(rule: DraftRule, t: Translate): string {
  const when = conditionsOf(rule);
  const parts = [
    when.contains === undefined
      ? null
      : t("condition.contains", {
          words: [when.contains]
            .flat()
            .map((word) => `“${word}”`)
            .join(", "),
        }),
    when.minPromptTokens === undefined ? null : t("condition.minPromptTokens", { tokens: when.minPromptTokens }),
    when.maxPromptTokens === undefined ? null : t("condition.maxPromptTokens", { tokens: when.maxPromptTokens }),
    when.regex === undefined ? null : t("condition.regex", { pattern: when.regex }),
    ...flagNames.map((name) =>
      when[name] === undefined ? null : t(when[name] ? `condition.${name}` : `condition.${noName(name)}`),
    ),
    when.language === undefined ? null : t("condition.language", { languages: [when.language].flat().join(", ") }),
    when.keys === undefined ? null : t("condition.keys", { keys: [when.keys].flat().join(", ") }),
    ...Object.entries(when.metadata ?? {}).map(([name, value]) => `metadata.${name} = ${value}`),
    ...Object.entries(when.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    when.time === undefined
      ? null
      : `${t("condition.time", { from: when.time.from, to: when.time.to, zone: when.time.timeZone ?? "UTC" })}${
          when.time.days === undefined ? "" : ` (${when.time.days.join(", ")})`
        }`,
    when.percent === undefined ? null : t("condition.percent", { percent: when.percent }),
  ];
  return parts.filter((part) => part !== null).join(" · ") || t("condition.always");
}

type FlagName = (typeof flagNames)[number];
const noNames = { code: "noCode", images: "noImages", audio: "noAudio", tools: "noTools", json: "noJson" } as const;
const noName = (name: FlagName) => noNames[name];

const kinds = {
  images: Image,
  code: CodeXml,
  critical: Siren,
  contains: TextSearch,
  regex: Regex,
  audio: AudioLines,
  tools: Wrench,
  json: Braces,
  language: Languages,
  metadata: Tag,
  headers: Tag,
  keys: KeyRound,
  time: AlarmClock,
  short: MessageSquareText,
  long: ScrollText,
  percent: Percent,
  always: Asterisk,
} satisfies Record<string, LucideIcon>;
type RuleKind = keyof typeof kinds;

/** What a rule is mostly about: its name and its icon. */
function kindOf(rule: DraftRule): RuleKind {
  const when = conditionsOf(rule);
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

export const ruleName = (rule: DraftRule, t: Translate): string => t(`ruleKind.${kindOf(rule)}`);
export const ruleIcon = (rule: DraftRule): LucideIcon => kinds[kindOf(rule)];
