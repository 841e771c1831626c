import { getTextareaProps } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { Textarea } from "~/components/ui/textarea";
import { Row, Section } from "./section";
import type { SettingsFields } from "./settings-form";

/** Pages of which sites may call the gateway from a browser. */
export function CorsSection({ fields }: { fields: SettingsFields }) {
  const { t } = useTranslation("settings");
  return (
    <Section id="cors" title={t("cors.title")} text={t("cors.text")}>
      <Row
        label={t("cors.origins")}
        htmlFor={fields.origins.id}
        text={t("cors.originsText")}
        error={fields.origins.errors ? t("error.origins") : undefined}
      >
        <Textarea
          {...getTextareaProps(fields.origins)}
          key={fields.origins.key}
          rows={3}
          spellCheck={false}
          aria-describedby={`${fields.origins.id}-message`}
          className="w-full font-mono text-xs lg:w-72"
        />
      </Row>
    </Section>
  );
}
