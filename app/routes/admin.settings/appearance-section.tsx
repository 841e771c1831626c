import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { themeIcons } from "~/components/shell/theme-icons";
import { Switch } from "~/components/ui/switch";
import { Segmented } from "~/components/ui/toggle-group";
import { cn } from "~/lib/class-names";
import { themes } from "~/lib/preferences";
import { RegionSection } from "./region-section";
import { Row, Section } from "./section";
import { ThemePreview } from "./theme-preview";

/** Of this browser only, and applied at once. */
export function AppearanceSection() {
  const { t } = useTranslation(["settings", "common"]);
  const { preferences, setPreference } = useEnvironment();
  return (
    <>
      <Section id="appearance" title={t("appearance.heading")} text={t("appearance.text")}>
        <fieldset className="grid grid-cols-1 gap-4 p-5 sm:grid-cols-3">
          <legend className="sr-only">{t("common:theme.label")}</legend>
          {themes.map((theme) => {
            const Icon = themeIcons[theme];
            const chosen = preferences.theme === theme;
            return (
              <label
                key={theme}
                className={cn(
                  "rounded-lg border p-2 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring",
                  chosen ? "border-ring ring-2 ring-ring/20" : "hover:border-border-strong",
                )}
              >
                <input
                  type="radio"
                  name="theme"
                  value={theme}
                  checked={chosen}
                  onChange={() => setPreference("theme", theme)}
                  className="sr-only"
                />
                <ThemePreview theme={theme} />
                <span className="mt-2 flex items-center gap-2 px-1 text-sm font-medium">
                  <Icon className="size-3.5 text-muted-foreground" aria-hidden />
                  {t(`common:theme.${theme}`)}
                  {chosen ? <Check className="ml-auto size-4 text-brand-text" aria-hidden /> : null}
                </span>
              </label>
            );
          })}
        </fieldset>
        <Row label={t("appearance.density")} text={t("appearance.densityText")}>
          <Segmented
            label={t("appearance.density")}
            value={preferences.density}
            onValueChange={(next) => setPreference("density", next)}
            items={[
              { value: "comfortable" as const, label: t("appearance.comfortable") },
              { value: "compact" as const, label: t("appearance.compact") },
            ]}
          />
        </Row>
        <Row label={t("appearance.motion")} htmlFor="motion" text={t("appearance.motionText")}>
          <Switch
            id="motion"
            checked={preferences.motion === "reduce"}
            onCheckedChange={(checked) => setPreference("motion", checked ? "reduce" : "system")}
          />
        </Row>
        <Row label={t("appearance.shortcuts")} htmlFor="shortcuts" text={t("appearance.shortcutsText")}>
          <Switch
            id="shortcuts"
            checked={preferences.shortcuts === "on"}
            onCheckedChange={(checked) => setPreference("shortcuts", checked ? "on" : "off")}
          />
        </Row>
      </Section>
      <RegionSection />
    </>
  );
}
