import { type FieldMetadata, getSelectProps } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { useFigures } from "~/components/figures";
import { NativeSelect } from "~/components/ui/native-select";
import { formatBytes, formatInteger, formatShare } from "~/lib/format";
import type { CacheState } from "./cache-data.server";
import { ClearCache } from "./clear-cache";
import { NumberField } from "./number-field";
import { Row, Section } from "./section";
import { type SettingsForm, settingsLimits } from "./settings-form";
import { SimilarityField } from "./similarity-field";
import { SwitchField } from "./switch-field";

type CacheFields = {
  [Name in
    | "cacheEnabled"
    | "cacheTtl"
    | "cacheShared"
    | "semanticEnabled"
    | "semanticThreshold"
    | "semanticModel"]: FieldMetadata<SettingsForm[Name]>;
};

/** What is answered without a provider, and what is kept for it. */
export function CacheSection({ fields, cache }: { fields: CacheFields; cache: CacheState }) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("settings");
  const chosen = fields.semanticModel.initialValue ?? "";
  const models = chosen === "" || cache.embeddingModels.includes(chosen) ? [] : [chosen];
  const looked = cache.hits + cache.misses;
  return (
    <Section id="cache" title={t("cache.title")} text={t("cache.text")}>
      <SwitchField field={fields.cacheEnabled} label={t("cache.exact")} text={t("cache.exactText")} />
      <NumberField
        field={fields.cacheTtl}
        label={t("cache.keep")}
        text={t("cache.keepText")}
        unit={t("unit.hours")}
        {...settingsLimits.hours}
        step="any"
      />
      <SwitchField field={fields.cacheShared} label={t("cache.shared")} text={t("cache.sharedText")} />
      <SwitchField field={fields.semanticEnabled} label={t("cache.semantic")} text={t("cache.semanticText")} />
      <SimilarityField field={fields.semanticThreshold} />
      <Row label={t("cache.model")} htmlFor={fields.semanticModel.id} text={t("cache.modelText")}>
        <NativeSelect
          {...getSelectProps(fields.semanticModel)}
          key={fields.semanticModel.key}
          aria-describedby={`${fields.semanticModel.id}-message`}
          className="w-64 max-w-full"
        >
          <option value="">{t("cache.noModel")}</option>
          {[...models, ...cache.embeddingModels].map((model) => (
            <option key={model} value={model}>
              {model}
            </option>
          ))}
        </NativeSelect>
      </Row>
      <Row
        label={t("cache.held")}
        text={
          cache.entries === 0 && looked === 0
            ? t("cache.heldNone")
            : t("cache.heldText", {
                count: cache.entries,
                entries: formatInteger(cache.entries),
                size: formatBytes(cache.bytes),
                rate: formatShare(looked === 0 ? null : cache.hits / looked),
                saved: formatMoney(cache.savedMicroUsd),
              })
        }
      >
        <ClearCache disabled={cache.entries === 0} />
      </Row>
    </Section>
  );
}
