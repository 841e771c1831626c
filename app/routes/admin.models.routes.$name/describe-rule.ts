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
import { type RuleKind, ruleKind } from "./rule-kind";

type Translate = ReturnType<typeof useTranslation<"models">>["t"];
type TranslateCommon = ReturnType<typeof useTranslation<"common">>["t"];

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

const icons: Record<RuleKind, LucideIcon> = {
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
};

export const ruleName = (rule: DraftRule, t: TranslateCommon): string => t(`ruleKind.${ruleKind(conditionsOf(rule))}`);
export const ruleIcon = (rule: DraftRule): LucideIcon => icons[ruleKind(conditionsOf(rule))];
