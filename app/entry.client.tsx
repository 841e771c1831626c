// First: its files are asked for before the libraries below are run.
import "~/locales/first-messages";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { HydratedRouter } from "react-router/dom";
import { readPreferences, writePreference } from "~/lib/preferences";
import { createI18n } from "~/locales/create-i18n";
import { firstLanguage, firstMessages } from "~/locales/first-messages";
import { filesBackend } from "~/locales/load-resources";

const i18n = createI18n(firstLanguage, await firstMessages, filesBackend);

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
