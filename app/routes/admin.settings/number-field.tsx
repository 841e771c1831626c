import type { FieldMetadata } from "@conform-to/react";
import { getInputProps } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { Input } from "~/components/ui/input";
import { formatInteger } from "~/lib/format";
import { Row } from "./section";

interface NumberFieldProps {
  field: FieldMetadata<number | undefined>;
  label: string;
  text: string;
  unit: string;
  min: number;
  max: number;
  step?: number | "any";
}

/** A number with its unit; the message of an error names the limits. */
export function NumberField({ field, label, text, unit, min, max, step = 1 }: NumberFieldProps) {
  const { t } = useTranslation("settings");
  const error = field.errors
    ? t(step === 1 ? "error.whole" : "error.number", { min, max: formatInteger(max) })
    : undefined;
  return (
    <Row label={label} htmlFor={field.id} text={text} error={error}>
      <span className="relative inline-block w-32">
        <Input
          {...getInputProps(field, { type: "number" })}
          key={field.key}
          min={min}
          max={max}
          step={step}
          inputMode={step === 1 ? "numeric" : "decimal"}
          aria-describedby={`${field.id}-message`}
          className="tnum pr-16 [appearance:textfield] pointer-coarse:h-11 [&::-webkit-inner-spin-button]:appearance-none"
        />
        <span
          aria-hidden="true"
          className="absolute inset-y-0 right-2.5 flex items-center text-xs text-muted-foreground"
        >
          {unit}
        </span>
      </span>
    </Row>
  );
}
