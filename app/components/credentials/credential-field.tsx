import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Label } from "~/components/ui/label";
import { Textarea } from "~/components/ui/textarea";
import { cn } from "~/lib/class-names";
import { parseCredentialText } from "./credential-text";

interface CredentialFieldProps {
  label: ReactNode;
  value: string;
  onChange: (text: string) => void;
  onPaste?: () => void;
  error?: string;
  /** At the right of the counts: where a key is found. */
  help?: ReactNode;
  rows?: number;
  autoFocus?: boolean;
}

/** Many keys in one field: lines, commas, quotes, `.env`; counts what was understood as it is typed. */
export function CredentialField({ label, value, onChange, error, help, rows = 5, ...props }: CredentialFieldProps) {
  const { t } = useTranslation("providers");
  const id = useId();
  const parsed = parseCredentialText(value);
  const count = parsed.credentials.length;
  return (
    <div className="space-y-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <Label htmlFor={id}>{label}</Label>
        <span className="text-xs text-muted-foreground max-sm:hidden">{t("credentials.note")}</span>
      </div>
      <Textarea
        id={id}
        name="credentials"
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby={`${id}-counts`}
        aria-invalid={error ? true : undefined}
        className="resize-y font-mono text-xs leading-5"
        {...props}
      />
      <div id={`${id}-counts`} aria-live="polite" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
        {error ? (
          <Count icon={OctagonX} className="text-bad-text">
            {error}
          </Count>
        ) : null}
        {count > 0 ? (
          <Count icon={CircleCheck} className="text-ok-text">
            {t("credentials.new", { count })}
          </Count>
        ) : null}
        {parsed.duplicates > 0 ? (
          <Count icon={TriangleAlert} className="text-warn-text">
            {t("credentials.duplicates", { count: parsed.duplicates })}
          </Count>
        ) : null}
        {parsed.malformed.length > 0 ? (
          <Count icon={TriangleAlert} className="text-warn-text">
            {t("credentials.malformed", { count: parsed.malformed.length })}
          </Count>
        ) : null}
        {count === 0 && parsed.malformed.length === 0 && !error ? (
          <span className="text-muted-foreground">{t("credentials.accepts")}</span>
        ) : null}
        {help ? <span className="ml-auto">{help}</span> : null}
      </div>
    </div>
  );
}

interface CountProps {
  icon: typeof CircleCheck;
  className: string;
  children: ReactNode;
}

function Count({ icon: Icon, className, children }: CountProps) {
  return (
    <span className={cn("inline-flex items-center gap-1", className)}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {children}
    </span>
  );
}
