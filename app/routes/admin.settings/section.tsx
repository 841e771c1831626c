import type { ReactNode } from "react";
import { Card } from "~/components/ui/card";

interface SectionProps {
  id: string;
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

export function Section({ id, title, text, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20 space-y-2.5">
      <div>
        <h2 id={`${id}-title`} className="text-lg font-semibold tracking-[-0.012em]">
          {title}
        </h2>
        {text ? <p className="text-sm text-muted-foreground">{text}</p> : null}
      </div>
      <Card className="overflow-hidden">{children}</Card>
    </section>
  );
}

interface RowProps {
  label: ReactNode;
  /** Id of the control, where it is one field. */
  htmlFor?: string;
  text?: ReactNode;
  /** In place of the text. */
  error?: ReactNode;
  children?: ReactNode;
}

/** Label, one sentence, control. */
export function Row({ label, htmlFor, text, error, children }: RowProps) {
  const message = error ?? text;
  return (
    <div className="grid items-center gap-x-8 gap-y-2 border-t px-5 py-3.5 first:border-0 lg:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        {htmlFor ? (
          <label htmlFor={htmlFor} className="font-medium">
            {label}
          </label>
        ) : (
          <div className="font-medium">{label}</div>
        )}
        {message ? (
          <div
            id={htmlFor ? `${htmlFor}-message` : undefined}
            role={error ? "alert" : undefined}
            className={error ? "mt-0.5 text-xs text-bad-text" : "mt-0.5 max-w-[62ch] text-xs text-muted-foreground"}
          >
            {message}
          </div>
        ) : null}
      </div>
      {children ? <div className="flex min-w-0 flex-wrap items-center gap-2 lg:justify-end">{children}</div> : null}
    </div>
  );
}
