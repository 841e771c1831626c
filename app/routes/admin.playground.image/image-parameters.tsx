import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { AppliesTo } from "../admin.playground/applies-to";
import { NumberSetting } from "../admin.playground/number-setting";
import { RoundCost } from "../admin.playground/round-cost";
import { SwitchSetting } from "../admin.playground/switch-setting";
import type { Workbench } from "../admin.playground/use-workbench";
import {
  type ImageDraft,
  type ImageSettings,
  imageQualities,
  imageSizes,
  isSize,
  type MadeImage,
} from "./image-request";

export function ImageParameters({ bench }: { bench: Workbench<ImageSettings, ImageDraft, MadeImage[]> }) {
  const { t } = useTranslation("playground");
  const list = useId();
  const [chosen, setChosen] = useState("");
  const { columns, change } = bench;
  const column = columns.find(({ id }) => id === chosen);
  const settings = (column ?? columns[0])?.settings;
  if (!settings) return null;
  const onChange = (changes: Partial<ImageSettings>) => change(column?.id ?? null, changes);
  const size = settings.size.trim();
  return (
    <div className="space-y-5 p-4">
      <AppliesTo columns={columns} chosen={column?.id ?? ""} onChange={setChosen} />
      <Field
        label={<span className="text-xs">{t("picture.size")}</span>}
        hint={t("picture.sizeHint")}
        error={size !== "" && !isSize(size) ? t("picture.sizeInvalid") : undefined}
      >
        <Input
          value={settings.size}
          list={list}
          spellCheck={false}
          placeholder={t("default")}
          onChange={(event) => onChange({ size: event.target.value })}
          className="font-mono text-xs"
        />
      </Field>
      <datalist id={list}>
        {imageSizes.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Field label={<span className="text-xs">{t("picture.quality")}</span>}>
        <NativeSelect
          className="w-full"
          value={settings.quality}
          onChange={(event) => onChange({ quality: event.target.value })}
        >
          <option value="">{t("default")}</option>
          {imageQualities.map((quality) => (
            <option key={quality} value={quality}>
              {quality}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <NumberSetting
        label={t("picture.count")}
        value={settings.count}
        min={1}
        max={10}
        step={1}
        start={1}
        onChange={(count) => onChange({ count })}
      />
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
