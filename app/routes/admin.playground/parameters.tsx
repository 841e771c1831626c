import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "~/components/ui/field";
import { Slider } from "~/components/ui/slider";
import { Switch } from "~/components/ui/switch";
import { Textarea } from "~/components/ui/textarea";
import type { ChatSettings } from "./chat-request";

interface ParametersProps {
  settings: ChatSettings;
  onChange: (changes: Partial<ChatSettings>) => void;
}

export function Parameters({ settings, onChange }: ParametersProps) {
  const { t } = useTranslation("playground");
  return (
    <div className="space-y-5 p-4">
      <Field label={<span className="text-xs">{t("system")}</span>}>
        <Textarea
          rows={4}
          value={settings.system}
          onChange={(event) => onChange({ system: event.target.value })}
          placeholder={t("systemPlaceholder")}
          className="resize-y text-xs leading-[1.1rem]"
        />
      </Field>
      <div className="space-y-4">
        <NumberSetting
          label={t("temperature")}
          value={settings.temperature}
          min={0}
          max={2}
          step={0.1}
          start={1}
          onChange={(temperature) => onChange({ temperature })}
        />
        <NumberSetting
          label={t("topP")}
          value={settings.topP}
          min={0}
          max={1}
          step={0.05}
          start={1}
          onChange={(topP) => onChange({ topP })}
        />
        <NumberSetting
          label={t("maxTokens")}
          value={settings.maxTokens}
          min={1}
          max={8192}
          step={1}
          start={1024}
          onChange={(maxTokens) => onChange({ maxTokens })}
        />
      </div>
      <div className="space-y-1 border-t pt-3">
        {(["stream", "json", "failover"] as const).map((name) => (
          <SwitchSetting
            key={name}
            label={t(name)}
            checked={settings[name]}
            onChange={(checked) => onChange({ [name]: checked })}
          />
        ))}
      </div>
    </div>
  );
}

function SwitchSetting({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex min-h-8 items-center justify-between text-sm">
      <label htmlFor={id}>{label}</label>
      <Switch id={id} checked={checked} onCheckedChange={onChange} />
    </div>
  );
}

interface NumberSettingProps {
  label: string;
  /** Null: left to the model. */
  value: number | null;
  min: number;
  max: number;
  step: number;
  /** Where the slider stands while the value is left to the model. */
  start: number;
  onChange: (value: number | null) => void;
}

/** A slider that takes typed values; an empty field leaves it to the model. */
function NumberSetting({ label, value, min, max, step, start, onChange }: NumberSettingProps) {
  const { t } = useTranslation("playground");
  const id = useId();
  return (
    <div>
      <div className="mb-1.5 flex items-center justify-between gap-2 text-xs">
        <label htmlFor={id} className="text-muted-foreground">
          {label}
        </label>
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={min}
          step={step === 1 ? 1 : "any"}
          value={value ?? ""}
          placeholder={t("default")}
          onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
          className="tnum h-6 w-20 rounded bg-transparent px-1.5 text-right font-medium outline-none hover:bg-accent focus-visible:bg-accent focus-visible:ring-2 focus-visible:ring-ring/30 [&::-webkit-inner-spin-button]:hidden"
        />
      </div>
      <Slider
        aria-label={label}
        value={[Math.min(max, value ?? start)]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => onChange(next ?? null)}
        className={value === null ? "opacity-50" : undefined}
      />
    </div>
  );
}
