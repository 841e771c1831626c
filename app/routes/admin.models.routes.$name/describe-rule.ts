import { Asterisk, Clock, Code, Image, type LucideIcon, Percent, Tag, TextSearch, Type, Wrench } from "lucide-react";
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

export function ruleIcon(rule: DraftRule): LucideIcon {
  const when = conditionsOf(rule);
  if (when.images !== undefined) return Image;
  if (when.code !== undefined) return Code;
  if (when.contains !== undefined || when.regex !== undefined || when.language !== undefined) return TextSearch;
  if (when.time !== undefined) return Clock;
  if (when.percent !== undefined) return Percent;
  if (when.metadata !== undefined) return Tag;
  if (when.tools !== undefined) return Wrench;
  return when.minPromptTokens === undefined && when.maxPromptTokens === undefined ? Asterisk : Type;
}
