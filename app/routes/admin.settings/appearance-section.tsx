import { Check } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useEnvironment } from "~/components/environment";
import { themeIcons } from "~/components/shell/theme-icons";
import { Button } from "~/components/ui/button";
import { SegmentedField } from "~/components/ui/segmented-field";
import { Switch } from "~/components/ui/switch";
import { themes } from "~/lib/preferences";
import { RegionSection } from "./region-section";
import { Row, Section } from "./section";
import { ThemePreview } from "./theme-preview";

/** Of this browser only, and applied at once; sent as a form where no scripts run (appearance-action.server.ts). */
export function AppearanceSection() {
  const { t } = useTranslation(["settings", "common"]);
  const { preferences, setPreference } = useEnvironment();
  const form = useRef<HTMLFormElement>(null);
  // What was pressed before scripts ran.
  useLayoutEffect(() => {
    const pressed = new FormData(form.current ?? undefined);
    const theme = themes.find((each) => each === pressed.get("theme"));
    if (theme && theme !== preferences.theme) setPreference("theme", theme);
    const motion = pressed.has("motion") ? "reduce" : "system";
    if (motion !== preferences.motion) setPreference("motion", motion);
    const shortcuts = pressed.has("shortcuts") ? "on" : "off";
    if (shortcuts !== preferences.shortcuts) setPreference("shortcuts", shortcuts);
  }, []);
  return (
    <form
      ref={form}
      method="post"
      action="/admin/settings/appearance"
      className="space-y-8"
      onSubmit={(event) => event.preventDefault()}
    >
      <input type="hidden" name="intent" value="appearance" />
      <Section id="appearance" title={t("appearance.heading")} text={t("appearance.text")}>
        <fieldset className="grid grid-cols-1 gap-4 p-5 sm:grid-cols-3">
          <legend className="sr-only">{t("common:theme.label")}</legend>
          {themes.map((theme) => {
            const Icon = themeIcons[theme];
            return (
              <label
                key={theme}
                className="group/theme rounded-lg border p-2 has-checked:border-ring has-checked:ring-2 has-checked:ring-ring/20 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring not-has-checked:hover:border-border-strong"
              >
                <input
                  type="radio"
                  name="theme"
                  value={theme}
                  checked={preferences.theme === theme}
                  onChange={() => setPreference("theme", theme)}
                  className="sr-only"
                />
                <ThemePreview theme={theme} />
                <span className="mt-2 flex items-center gap-2 px-1 text-sm font-medium">
                  <Icon className="size-3.5 text-muted-foreground" aria-hidden />
                  {t(`common:theme.${theme}`)}
                  <Check className="ml-auto hidden size-4 text-brand-text group-has-checked/theme:block" aria-hidden />
                </span>
              </label>
            );
          })}
        </fieldset>
        <Row label={t("appearance.density")} text={t("appearance.densityText")}>
          <SegmentedField
            name="density"
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
            name="motion"
            checked={preferences.motion === "reduce"}
            onCheckedChange={(checked) => setPreference("motion", checked ? "reduce" : "system")}
          />
        </Row>
        <Row label={t("appearance.shortcuts")} htmlFor="shortcuts" text={t("appearance.shortcutsText")}>
          <Switch
            id="shortcuts"
            name="shortcuts"
            checked={preferences.shortcuts === "on"}
            onCheckedChange={(checked) => setPreference("shortcuts", checked ? "on" : "off")}
          />
        </Row>
      </Section>
      <RegionSection />
      <noscript>
        <Button type="submit">{t("appearance.apply")}</Button>
      </noscript>
    </form>
  );
}
