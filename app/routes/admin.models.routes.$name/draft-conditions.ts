import type { RuleCondition } from "~/gateway/config/config";

// A rule's conditions while they are edited: text as typed, from which the document's conditions are made.

export type Flag = "any" | "with" | "without";
export const flagNames = ["code", "images", "audio", "tools", "json"] as const;

export interface DraftConditions extends Record<(typeof flagNames)[number], Flag> {
  /** One per line. */
  contains: string;
  regex: string;
  minPromptTokens: string;
  maxPromptTokens: string;
  /** Codes such as `zh`, by comma or space. */
  language: string;
  /** `name=value`, one per line. */
  metadata: string;
  /** Ids of API keys, by comma or line. */
  keys: string;
  /** `name=pattern`, one per line. */
  headers: string;
  timeFrom: string;
  timeTo: string;
  /** `mon tue`, by comma or space; empty for every day. */
  days: string;
  timeZone: string;
  percent: string;
}

const readFlag = (flag: boolean | undefined): Flag => (flag === undefined ? "any" : flag ? "with" : "without");

const pairText = (pairs: Record<string, string> | undefined) =>
  Object.entries(pairs ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");

export const toDraftConditions = (when: RuleCondition): DraftConditions => ({
  contains: [when.contains ?? []].flat().join("\n"),
  regex: when.regex ?? "",
  minPromptTokens: String(when.minPromptTokens ?? ""),
  maxPromptTokens: String(when.maxPromptTokens ?? ""),
  code: readFlag(when.code),
  images: readFlag(when.images),
  audio: readFlag(when.audio),
  tools: readFlag(when.tools),
  json: readFlag(when.json),
  language: [when.language ?? []].flat().join(", "),
  metadata: pairText(when.metadata),
  keys: [when.keys ?? []].flat().join(", "),
  headers: pairText(when.headers),
  timeFrom: when.time?.from ?? "",
  timeTo: when.time?.to ?? "",
  days: (when.time?.days ?? []).join(", "),
  timeZone: when.time?.timeZone ?? "",
  percent: String(when.percent ?? ""),
});

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== "");

export function metadataOf(text: string): [string, string][] {
  return lines(text).flatMap((line): [string, string][] => {
    const [name = "", ...rest] = line.split("=");
    return name.trim() === "" ? [] : [[name.trim(), rest.join("=").trim()]];
  });
}

const oneOrMore = (list: string[]): string | string[] => (list.length === 1 ? list[0]! : list);

export function conditionsOf(rule: DraftConditions): RuleCondition {
  const contains = lines(rule.contains);
  const [metadata, headers] = [metadataOf(rule.metadata), metadataOf(rule.headers)];
  const [language, keys, days] = [words(rule.language), words(rule.keys), words(rule.days)];
  const { timeFrom: from, timeTo: to, timeZone } = rule;
  return {
    ...(contains.length === 0 ? {} : { contains: oneOrMore(contains) }),
    ...(rule.regex === "" ? {} : { regex: rule.regex }),
    ...(rule.minPromptTokens === "" ? {} : { minPromptTokens: Number(rule.minPromptTokens) }),
    ...(rule.maxPromptTokens === "" ? {} : { maxPromptTokens: Number(rule.maxPromptTokens) }),
    ...Object.fromEntries(
      flagNames.filter((name) => rule[name] !== "any").map((name) => [name, rule[name] === "with"]),
    ),
    ...(language.length === 0 ? {} : { language: oneOrMore(language) as NonNullable<RuleCondition["language"]> }),
    ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }),
    ...(keys.length === 0 ? {} : { keys: oneOrMore(keys) }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(from === "" && to === ""
      ? {}
      : {
          time: {
            from: from || "00:00",
            to: to || "00:00",
            ...(days.length === 0 ? {} : { days: days as NonNullable<NonNullable<RuleCondition["time"]>["days"]> }),
            ...(timeZone.trim() === "" ? {} : { timeZone: timeZone.trim() }),
          },
        }),
    ...(rule.percent === "" ? {} : { percent: Number(rule.percent) }),
  };
}
