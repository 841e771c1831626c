import { useTranslation } from "react-i18next";
import { useNow, useTimeZone } from "~/components/environment";
import { unknown } from "~/lib/format";
import { formatAbsolute, formatAge, formatWhen } from "~/lib/format-time";

const dayMs = 86_400_000;

interface WhenProps {
  /** Unix ms or ISO 8601. */
  time: number | string | null | undefined;
  /** Without "ago": where all the times of a column are past. */
  short?: boolean;
  /** Shown for null, such as "never". */
  empty?: string;
  className?: string;
}

/** Relative under 24 hours, then the day; the tooltip has the moment with its zone. */
export function When({ time, short, empty = unknown, className }: WhenProps) {
  const { i18n } = useTranslation();
  const now = useNow();
  const timeZone = useTimeZone();
  if (time == null) return <span className={className}>{empty}</span>;
  const at = typeof time === "number" ? time : Date.parse(time);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatAbsolute(at, i18n.language, timeZone)}
      className={className}
    >
      {short && at <= now && now - at < dayMs ? formatAge(now - at) : formatWhen(at, now, i18n.language, timeZone)}
    </time>
  );
}
