import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { SegmentedField } from "~/components/ui/segmented-field";
import { numberStyles } from "~/lib/figure-style";
import { formatCount } from "~/lib/format";
import { languageCookie, languageNames, languages } from "~/locales/language";
import { useLanguage } from "~/locales/use-language";
import { CurrencyRow } from "./currency-row";
import { Row, Section } from "./section";
import { TimeZoneRow } from "./time-zone-row";

/** How this browser's reader wants words, times and figures. */
export function RegionSection() {
  const { t } = useTranslation(["settings", "common"]);
  const { preferences, setPreference } = useEnvironment();
  const [language, chooseLanguage] = useLanguage();
  return (
    <Section id="region" title={t("appearance.region")}>
      <Row label={t("common:language")} text={t("appearance.languageText")}>
        <SegmentedField
          name={languageCookie}
          label={t("common:language")}
          value={language}
          onValueChange={(next) => void chooseLanguage(next)}
          items={languages.map((each) => ({ value: each, label: <span lang={each}>{languageNames[each]}</span> }))}
        />
      </Row>
      <TimeZoneRow />
      <CurrencyRow />
      <Row label={t("appearance.numbers")} text={t("appearance.numbersText")}>
        <SegmentedField
          name="numbers"
          label={t("appearance.numbers")}
          value={preferences.numbers}
          onValueChange={(next) => setPreference("numbers", next)}
          items={numberStyles.map((style) => ({ value: style, label: formatCount(186_200, style) }))}
        />
      </Row>
    </Section>
  );
}
