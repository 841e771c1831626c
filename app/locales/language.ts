/** Interface languages, in the order in which they are offered. */
export const languages = ["en", "zh-CN"] as const;
export type Language = (typeof languages)[number];

export const languageNames: Record<Language, string> = { en: "English", "zh-CN": "简体中文" };

export const languageCookie = "lang";

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/** The cookie's language, else the best of Accept-Language, else English. */
export function chooseLanguage(cookie: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(cookie)) return cookie;
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.tag !== "" && wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    if (tag.startsWith("zh")) return "zh-CN";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}
