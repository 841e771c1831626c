import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRevalidator } from "react-router";
import { useEnvironment } from "~/components/environment";
import { NativeSelect } from "~/components/ui/native-select";
import { Row } from "./section";

/** The clock of charts, logs and days: the browser's, or one that is chosen. */
export function TimeZoneRow() {
  const { t } = useTranslation("settings");
  const { preferences, setPreference } = useEnvironment();
  const { revalidate } = useRevalidator();
  const chosen = preferences.zone ?? "";
  // Which zones there are is the browser's word: the server may know others.
  const [zones, setZones] = useState<string[]>([]);
  useEffect(() => setZones(Intl.supportedValuesOf("timeZone")), []);
  const listed = chosen === "" || zones.includes(chosen) ? zones : [chosen, ...zones];
  return (
    <Row label={t("appearance.timeZone")} htmlFor="time-zone" text={t("appearance.timeZoneText")}>
      <noscript>
        <style>{"#time-zone-chosen { display: none }"}</style>
        <NativeSelect name="zone" className="w-56" defaultValue={chosen} aria-label={t("appearance.timeZone")}>
          <option value="">{t("appearance.browserZone")}</option>
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </NativeSelect>
      </noscript>
      <span id="time-zone-chosen">
        <NativeSelect
          id="time-zone"
          className="w-56"
          value={chosen}
          onChange={(event) => {
            setPreference("zone", event.target.value);
            void revalidate();
          }}
        >
          <option value="">{t("appearance.browserZone")}</option>
          {listed.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </NativeSelect>
      </span>
    </Row>
  );
}
