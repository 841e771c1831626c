import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { AppliesTo } from "./applies-to";
import { RoundCost } from "./round-cost";
import { SwitchSetting } from "./switch-setting";
import type { Workbench } from "./use-workbench";

interface BenchParametersProps<Settings extends { failover: boolean }, Draft, Result> {
  bench: Workbench<Settings, Draft, Result>;
  /** The mode's own settings, of one column or of all. */
  children: (settings: Settings, onChange: (changes: Partial<Settings>) => void) => ReactNode;
}

/** The side panel of a mode whose answers come whole. */
export function BenchParameters<Settings extends { failover: boolean; model: string }, Draft, Result>({
  bench: { columns, change },
  children,
}: BenchParametersProps<Settings, Draft, Result>) {
  const { t } = useTranslation("playground");
  const [chosen, setChosen] = useState("");
  const column = columns.find(({ id }) => id === chosen);
  const settings = (column ?? columns[0])?.settings;
  if (!settings) return null;
  const onChange = (changes: Partial<Settings>) => change(column?.id ?? null, changes);
  return (
    <div className="space-y-5 p-4">
      <AppliesTo columns={columns} chosen={column?.id ?? ""} onChange={setChosen} />
      {children(settings, onChange)}
      <div className="border-t pt-3">
        <SwitchSetting
          label={t("failover")}
          checked={settings.failover}
          onChange={(failover) => onChange({ failover } as Partial<Settings>)}
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
