import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Resources } from "./en/resources";
import type { Language } from "./language";
import type { Translation } from "./translation";

/** One instance per request on the server, one in the browser. Ready at once: the resources are given, nothing is loaded. */
export function createI18n(language: Language, resources: Translation<Resources>): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    defaultNS: "common",
    ns: Object.keys(resources),
    resources: { [language]: resources },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
