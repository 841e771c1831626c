import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "~/components/environment";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SegmentedField } from "~/components/ui/segmented-field";
import { formatDay } from "~/lib/format-time";
import { dayAfter, dayOf, type Expiry, expiries } from "./key-form";

const labels = {
  "30": "expiry.days30",
  "90": "expiry.days90",
  "365": "expiry.year",
  never: "expiry.never",
  day: "expiry.day",
} as const satisfies Record<Expiry, string>;

interface ExpiryFieldProps {
  expiresAt: string | null;
  /** What the fields held before the form came back; null as a rule. */
  before: FormData | null;
  error: string | undefined;
}

/**
 * A time from today, a day of one's own, or never; the day that comes of it stands below. Which of the two is shown is the
 * style sheet's work, so that a day can be chosen before scripts run.
 */
export function ExpiryField({ expiresAt, before, error }: ExpiryFieldProps) {
  const { t, i18n } = useTranslation("keys");
  const now = useNow();
  const stored = before ? String(before.get("expiresOn") ?? "") : dayOf(expiresAt);
  const [day, setDay] = useState(stored);
  const [choice, setChoice] = useState<Expiry>(
    () => expiries.find((each) => each === before?.get("expiry")) ?? (stored === "" ? "never" : "day"),
  );
  const ends = choice === "never" || choice === "day" ? null : dayAfter(now, Number(choice));
  const choose = (next: Expiry) => {
    setChoice(next);
    if (next === "day" && day === "") setDay(dayAfter(now, 30));
  };
  return (
    <div className="group/expiry space-y-1.5">
      <input type="hidden" name="expiresAt" value={expiresAt ?? ""} />
      <Field
        label={t("field.expires")}
        error={error}
        hint={ends === null ? undefined : formatDay(Date.parse(`${ends}T00:00:00Z`), now, i18n.language, "UTC")}
      >
        <SegmentedField
          name="expiry"
          label={t("field.expires")}
          value={choice}
          onValueChange={choose}
          items={expiries.map((value) => ({ value, label: t(labels[value]) }))}
        />
      </Field>
      <div className="hidden group-has-[[value=day]:checked]/expiry:block">
        <Input
          type="date"
          name="expiresOn"
          aria-label={t("expiry.onDay")}
          value={day}
          min={dayAfter(now, 0)}
          onChange={(event) => setDay(event.target.value)}
          className="tnum"
        />
      </div>
    </div>
  );
}
