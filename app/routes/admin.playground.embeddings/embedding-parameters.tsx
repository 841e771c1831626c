import { useTranslation } from "react-i18next";
import { BenchParameters } from "../admin.playground/bench-parameters";
import { NumberSetting } from "../admin.playground/number-setting";
import type { Workbench } from "../admin.playground/use-workbench";
import type { Embedded, EmbeddingDraft, EmbeddingSettings } from "./embedding-request";

export function EmbeddingParameters({ bench }: { bench: Workbench<EmbeddingSettings, EmbeddingDraft, Embedded> }) {
  const { t } = useTranslation("playground");
  return (
    <BenchParameters bench={bench}>
      {(settings, onChange) => (
        <div>
          <NumberSetting
            label={t("embedding.dimensions")}
            value={settings.dimensions}
            min={1}
            max={4096}
            step={1}
            start={1536}
            onChange={(dimensions) => onChange({ dimensions })}
          />
          <p className="mt-2 text-xs text-muted-foreground">{t("embedding.dimensionsHint")}</p>
        </div>
      )}
    </BenchParameters>
  );
}
