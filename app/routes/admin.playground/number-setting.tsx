import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Slider } from "~/components/ui/slider";

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
export function NumberSetting({ label, value, min, max, step, start, onChange }: NumberSettingProps) {
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
