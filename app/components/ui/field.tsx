import { Slot } from "radix-ui";
import { type ReactElement, type ReactNode, useId } from "react";
import { Label } from "~/components/ui/label";
import { cn } from "~/lib/class-names";

interface FieldProps {
  label: ReactNode;
  /** At the right of the label: "Optional", a default. */
  note?: ReactNode;
  hint?: ReactNode;
  /** Takes the hint's place and marks the control as invalid. */
  error?: ReactNode;
  /** The control; it gets id, aria-describedby and aria-invalid. */
  children: ReactElement;
  className?: string;
  id?: string;
}

export function Field({ label, note, hint, error, children, className, id: givenId }: FieldProps) {
  const generatedId = useId();
  const id = givenId ?? generatedId;
  const message = error ?? hint;
  const messageId = message ? `${id}-message` : undefined;
  return (
    <div data-slot="field" className={cn("min-w-0 space-y-1.5", className)}>
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        {note ? <span className="text-xs text-muted-foreground">{note}</span> : null}
      </div>
      <Slot.Root id={id} aria-describedby={messageId} aria-invalid={error ? true : undefined}>
        {children}
      </Slot.Root>
      {message ? (
        <div id={messageId} className={cn("text-xs", error ? "text-bad-text" : "text-muted-foreground")}>
          {message}
        </div>
      ) : null}
    </div>
  );
}
