import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AppliesTo } from "../admin.playground/applies-to";
import { NumberSetting } from "../admin.playground/number-setting";
import { RoundCost } from "../admin.playground/round-cost";
import { SwitchSetting } from "../admin.playground/switch-setting";
import type { Workbench } from "../admin.playground/use-workbench";
import type { Embedded, EmbeddingDraft, EmbeddingSettings } from "./embedding-request";

export function EmbeddingParameters({ bench }: { bench: Workbench<EmbeddingSettings, EmbeddingDraft, Embedded> }) {
  const { t } = useTranslation("playground");
  const [chosen, setChosen] = useState("");
  const { columns, change } = bench;
  const column = columns.find(({ id }) => id === chosen);
  const settings = (column ?? columns[0])?.settings;
  if (!settings) return null;
  const onChange = (changes: Partial<EmbeddingSettings>) => change(column?.id ?? null, changes);
  return (
    <div className="space-y-5 p-4">
      <AppliesTo columns={columns} chosen={column?.id ?? ""} onChange={setChosen} />
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
      <div className="border-t pt-3">
        <SwitchSetting
          label={t("failover")}
          checked={settings.failover}
          onChange={(failover) => onChange({ failover })}
        />
      </div>
      <RoundCost
        answers={columns.flatMap(({ id, run }) =>
          run ? [{ id, model: run.servedModel ?? run.model, costMicroUsd: run.costMicroUsd }] : [],
        )}
      />
    </div>
  );
}
