import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { HydratedRouter } from "react-router/dom";
import { readPreferences, writePreference } from "~/lib/preferences";
import { createI18n } from "~/locales/create-i18n";
import { isLanguage } from "~/locales/language";
import { filesBackend, loadNamespaces, namespacesOf } from "~/locales/load-resources";

const shown = document.documentElement.lang;
const language = isLanguage(shown) ? shown : "en";
const shownMessages = await loadNamespaces(language, namespacesOf(location.pathname));
const i18n = createI18n(language, shownMessages, filesBackend);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <HydratedRouter />
      </I18nextProvider>
    </StrictMode>,
  );
});

// From the next page on the server writes times in the reader's own zone.
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
const { zone, timeZone: told } = readPreferences(document.cookie);
if (zone === null && told !== timeZone) writePreference("timeZone", timeZone);
