import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "~/components/environment";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { dayAfter, dayOf } from "./key-form";

const choices = [
  { days: 30, label: "expiry.days30" },
  { days: 90, label: "expiry.days90" },
  { days: 365, label: "expiry.year" },
] as const;

/** A day, or never: the quick choices fill the day in, so that one sees what they mean. */
export function ExpiryField({ expiresAt, error }: { expiresAt: string | null; error: string | undefined }) {
  const { t } = useTranslation("keys");
  const [day, setDay] = useState(dayOf(expiresAt));
  const now = useNow();
  return (
    <div className="space-y-1.5 sm:col-span-2">
      <input type="hidden" name="expiresAt" value={expiresAt ?? ""} />
      <div className="flex flex-wrap items-end gap-2">
        <Field label={t("field.expires")} error={error} className="w-full sm:w-44">
          <Input
            type="date"
            name="expiresOn"
            value={day}
            min={dayAfter(now, 0)}
            onChange={(event) => setDay(event.target.value)}
            className="tnum"
          />
        </Field>
        {choices.map(({ days, label }) => (
          <Button key={days} variant="secondary" onClick={() => setDay(dayAfter(now, days))}>
            {t(label)}
          </Button>
        ))}
        <Button
          variant="secondary"
          onClick={() => setDay("")}
          aria-pressed={day === ""}
          className="aria-pressed:bg-brand-soft aria-pressed:text-brand-text"
        >
          {t("expiry.never")}
        </Button>
      </div>
    </div>
  );
}
