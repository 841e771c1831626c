import { type FieldMetadata, getInputProps } from "@conform-to/react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "~/components/ui/input";
import { Slider } from "~/components/ui/slider";
import { Row } from "./section";
import { settingsLimits } from "./settings-form";

/** Where the slider begins: below that nothing means the same. */
const least = 0.5;

/** How alike two questions must be: a slider beside the number that is sent. */
export function SimilarityField({ field }: { field: FieldMetadata<number> }) {
  const { t } = useTranslation("settings");
  const [value, setValue] = useState(Number(field.initialValue ?? least));
  const input = useRef<HTMLInputElement>(null);
  const { key: _key, ...props } = getInputProps(field, { type: "number" });
  const slide = (next: number) => {
    setValue(next);
    if (!input.current) return;
    // The form watches the input's own events.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input.current, String(next));
    input.current.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const error = field.errors ? t("error.number", settingsLimits.similarity) : undefined;
  return (
    <Row label={t("cache.similarity")} htmlFor={field.id} text={t("cache.similarityText")} error={error}>
      <Slider
        aria-label={t("cache.similarity")}
        className="w-36"
        min={least}
        max={1}
        step={0.01}
        value={[Math.min(1, Math.max(least, value))]}
        onValueChange={([next]) => next !== undefined && slide(next)}
      />
      <Input
        {...props}
        key={field.key}
        ref={input}
        min={0}
        max={1}
        step="any"
        inputMode="decimal"
        onChange={(event) => setValue(Number(event.target.value) || 0)}
        aria-describedby={`${field.id}-message`}
        className="tnum w-20 pointer-coarse:h-11 [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none"
      />
    </Row>
  );
}
