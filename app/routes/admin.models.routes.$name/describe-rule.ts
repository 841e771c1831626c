import { Asterisk, Image, type LucideIcon, Tag, TextSearch, Type, Wrench } from "lucide-react";
import type { useTranslation } from "react-i18next";
import { conditionsOf, type DraftRule } from "./draft";

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
    when.images === undefined ? null : t(when.images ? "condition.images" : "condition.noImages"),
    when.tools === undefined ? null : t(when.tools ? "condition.tools" : "condition.noTools"),
    ...Object.entries(when.metadata ?? {}).map(([name, value]) => `metadata.${name} = ${value}`),
  ];
  return parts.filter((part) => part !== null).join(" · ") || t("condition.always");
}

export function ruleIcon(rule: DraftRule): LucideIcon {
  const when = conditionsOf(rule);
  if (when.images !== undefined) return Image;
  if (when.contains !== undefined) return TextSearch;
  if (when.metadata !== undefined) return Tag;
  if (when.tools !== undefined) return Wrench;
  return when.minPromptTokens === undefined && when.maxPromptTokens === undefined ? Asterisk : Type;
}
