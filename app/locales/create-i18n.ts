import { type BackendModule, createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Resources } from "./en/resources";
import type { Language } from "./language";
import type { Translation } from "./translation";

/**
 * One instance per request on the server, one in the browser. Ready at once with the areas that are given; others come through
 * `backend` where there is one, and what needs them suspends until then.
 */
export function createI18n(
  language: Language,
  resources: Partial<Translation<Resources>>,
  backend?: BackendModule,
): i18n {
  const instance = createInstance();
  if (backend) instance.use(backend);
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    load: "currentOnly",
    initAsync: false,
    defaultNS: "common",
    ns: Object.keys(resources),
    resources: { [language]: resources },
    partialBundledLanguages: backend !== undefined,
    interpolation: { escapeValue: false },
    react: { useSuspense: backend !== undefined },
  });
  return instance;
}
