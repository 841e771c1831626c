import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { NativeSelect } from "~/components/ui/native-select";
import { BenchParameters } from "../admin.playground/bench-parameters";
import { NumberSetting } from "../admin.playground/number-setting";
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
  return (
    <BenchParameters bench={bench}>
      {(settings, onChange) => (
        <>
          <Field
            label={<span className="text-xs">{t("picture.size")}</span>}
            hint={t("picture.sizeHint")}
            error={settings.size.trim() !== "" && !isSize(settings.size.trim()) ? t("picture.sizeInvalid") : undefined}
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
        </>
      )}
    </BenchParameters>
  );
}
