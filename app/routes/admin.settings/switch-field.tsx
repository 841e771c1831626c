import { type FieldMetadata, getInputProps } from "@conform-to/react";
import { switchClassName } from "~/components/ui/switch";
import { Row } from "./section";

/** A native checkbox in the clothes of a switch: it belongs to its form also before hydration. */
function SwitchInput({ field }: { field: FieldMetadata<boolean> }) {
  // A native checkbox tells its own state.
  const { key: _key, ...props } = { ...getInputProps(field, { type: "checkbox" }), role: "switch" };
  return <input {...props} key={field.key} aria-describedby={`${field.id}-message`} className={switchClassName} />;
}

export function SwitchField({ field, label, text }: { field: FieldMetadata<boolean>; label: string; text: string }) {
  return (
    <Row label={label} htmlFor={field.id} text={text}>
      <SwitchInput field={field} />
    </Row>
  );
}
