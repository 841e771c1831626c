import type { useTranslation } from "react-i18next";

type Translate = ReturnType<typeof useTranslation<"requests">>["t"];
type Groups = Record<string, string>;

// The gateway writes what a rule matched on in English, for the log and the API (gateway/routing/rules.ts). Here people read it
// in their language; what is not known stays as it was written.

const flags = ["images", "audio", "tools", "code"] as const;
type Flag = (typeof flags)[number];

const patterns: [RegExp, (groups: Groups, t: Translate) => string][] = [
  [
    /about (?<tokens>\d+) prompt tokens, at most (?<most>\d+)/y,
    ({ tokens, most }, t) => t("why.most", { tokens, most }),
  ],
  [
    /about (?<tokens>\d+) prompt tokens, at least (?<least>\d+)/y,
    ({ tokens, least }, t) => t("why.least", { tokens, least }),
  ],
  // A word may hold a comma.
  [/contains "(?<word>.*?)"(?=, |$)/sy, ({ word }, t) => t("why.contains", { word })],
  [/has no (?<flag>images|audio|tools|code)/y, ({ flag }, t) => t(`why.without.${flag as Flag}`)],
  [/has (?<flag>images|audio|tools|code)/y, ({ flag }, t) => t(`why.with.${flag as Flag}`)],
  [/asks for no JSON/y, (_, t) => t("why.noJson")],
  [/asks for JSON/y, (_, t) => t("why.json")],
  [/key (?<key>[^\s,]+)/y, ({ key }, t) => t("why.key", { key })],
  [/language (?<language>[a-z]+)/y, ({ language }, t) => t("why.language", { language })],
  [/among (?<percent>[\d.]+) % of requests/y, ({ percent }, t) => t("why.percent", { percent })],
  [/always/y, (_, t) => t("why.always")],
];

/** Up to the next comma, for what no pattern knows. */
const other = /.+?(?=, |$)/sy;

export function ruleWords(words: string, t: Translate): string {
  const parts: string[] = [];
  for (let at = 0; at < words.length; ) {
    const known = patterns.flatMap(([pattern, write]) => {
      const found = matchAt(pattern, words, at);
      const end = at + (found?.[0].length ?? 0);
      return found !== null && (end === words.length || words.startsWith(", ", end))
        ? [{ end, text: write(found.groups ?? {}, t) }]
        : [];
    })[0];
    const end = known?.end ?? at + (matchAt(other, words, at)?.[0].length ?? 1);
    parts.push(known?.text ?? words.slice(at, end));
    at = words.startsWith(", ", end) ? end + 2 : end;
  }
  return parts.join(t("detail.comma"));
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
