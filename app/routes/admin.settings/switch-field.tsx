import { type FieldMetadata, getInputProps } from "@conform-to/react";
import { Row } from "./section";

/** A native checkbox in the clothes of a switch: it belongs to its form also before hydration. */
function SwitchInput({ field }: { field: FieldMetadata<boolean> }) {
  // A native checkbox tells its own state.
  const { key: _key, ...props } = { ...getInputProps(field, { type: "checkbox" }), role: "switch" };
  return (
    <input
      {...props}
      key={field.key}
      aria-describedby={`${field.id}-message`}
      className="relative h-[18px] w-8 shrink-0 cursor-pointer appearance-none rounded-full bg-faint transition-colors before:absolute before:left-0.5 before:top-0.5 before:size-3.5 before:rounded-full before:bg-white before:shadow-sm before:transition-transform checked:bg-primary checked:before:translate-x-3.5 pointer-coarse:after:absolute pointer-coarse:after:-inset-3.5"
    />
  );
}

export function SwitchField({ field, label, text }: { field: FieldMetadata<boolean>; label: string; text: string }) {
  return (
    <Row label={label} htmlFor={field.id} text={text}>
      <SwitchInput field={field} />
    </Row>
  );
}
