import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "~/components/environment";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { Segmented } from "~/components/ui/toggle-group";
import { formatDay } from "~/lib/format-time";
import { dayAfter, dayOf } from "./key-form";

const choices = { "30": "expiry.days30", "90": "expiry.days90", "365": "expiry.year" } as const;
type Choice = keyof typeof choices | "never" | "day";

interface ExpiryFieldProps {
  expiresAt: string | null;
  /** The day that was chosen before the form came back; null as a rule. */
  before: string | null;
  error: string | undefined;
}

/** A time from today, a day of one's own, or never; the day that comes of it stands below. */
export function ExpiryField({ expiresAt, before, error }: ExpiryFieldProps) {
  const { t, i18n } = useTranslation("keys");
  const [day, setDay] = useState(before ?? dayOf(expiresAt));
  const [choice, setChoice] = useState<Choice>(day === "" ? "never" : "day");
  const now = useNow();
  const choose = (next: Choice) => {
    setChoice(next);
    if (next === "never") setDay("");
    else if (next === "day") setDay(day || dayAfter(now, 30));
    else setDay(dayAfter(now, Number(next)));
  };
  const labels = Object.entries(choices).map(([value, label]) => ({ value: value as Choice, label: t(label) }));
  return (
    <div className="space-y-1.5">
      <input type="hidden" name="expiresAt" value={expiresAt ?? ""} />
      <Field
        label={t("field.expires")}
        error={error}
        hint={
          day === "" || choice === "day"
            ? undefined
            : formatDay(Date.parse(`${day}T00:00:00Z`), now, i18n.language, "UTC")
        }
      >
        <Segmented
          label={t("field.expires")}
          value={choice}
          onValueChange={choose}
          items={[
            ...labels,
            { value: "never" as const, label: t("expiry.never") },
            { value: "day" as const, label: t("expiry.day") },
          ]}
          className="w-full"
        />
      </Field>
      {choice === "day" ? (
        <Input
          type="date"
          name="expiresOn"
          aria-label={t("expiry.onDay")}
          value={day}
          min={dayAfter(now, 0)}
          onChange={(event) => setDay(event.target.value)}
          className="tnum"
        />
      ) : (
        <input type="hidden" name="expiresOn" value={day} />
      )}
    </div>
  );
}
