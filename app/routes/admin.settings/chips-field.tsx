import { type FieldMetadata, getCollectionProps } from "@conform-to/react";
import { Check } from "lucide-react";
import { Row } from "./section";

interface ChipsFieldProps<Choice extends string> {
  field: FieldMetadata<Choice[]>;
  label: string;
  text: string;
  options: readonly Choice[];
  wordOf: (choice: Choice) => string;
}

/** Several of a few choices, as native checkboxes in the clothes of chips. */
export function ChipsField<Choice extends string>({ field, label, text, options, wordOf }: ChipsFieldProps<Choice>) {
  const boxes = getCollectionProps(field, { type: "checkbox", options: [...options] });
  return (
    <Row label={label} text={text}>
      <fieldset className="flex flex-wrap gap-1.5 lg:max-w-[420px] lg:justify-end">
        <legend className="sr-only">{label}</legend>
        {boxes.map(({ key: _key, ...box }, place) => (
          <label
            key={`${field.key} ${box.value}`}
            className="relative inline-flex h-6 cursor-pointer items-center gap-1 rounded border px-2 text-2xs font-medium text-muted-foreground hover:bg-accent/60 has-checked:border-transparent has-checked:bg-brand-soft has-checked:text-brand-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring pointer-coarse:h-11"
          >
            <input {...box} className="peer absolute inset-0 opacity-0" />
            <Check className="hidden size-3 peer-checked:block" aria-hidden />
            {wordOf(options[place]!)}
          </label>
        ))}
      </fieldset>
    </Row>
  );
}
