import { useTranslation } from "react-i18next";
import { preferenceCookie } from "~/lib/cookies";
import { isLanguage, type Language, languageCookie } from "./language";

/** The language in use, and a way to change it at once, without a new page. */
export function useLanguage(): [Language, (language: Language) => Promise<void>] {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const choose = async (next: Language) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere, and needs https.
    document.cookie = preferenceCookie(languageCookie, next);
    // Loads the areas that have been shown so far, then draws.
    await i18n.changeLanguage(next);
  };
  return [language, choose];
}
