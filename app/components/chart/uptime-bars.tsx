import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useTimeZone } from "~/components/environment";
import { cn } from "~/lib/class-names";
import { formatInteger, formatPercent } from "~/lib/format";
import { formatChartTime } from "~/lib/format-time";

interface UptimeBucket {
  /** Unix ms. */
  start: number;
  attempts: number;
  failures: number;
}

interface UptimeBarsProps {
  buckets: UptimeBucket[];
  bucketMs: number;
  className?: string;
}

type Look = "none" | "ok" | "warn" | "bad";

/** Below 99% amber, below 95% red, as for every success rate. */
function look({ attempts, failures }: UptimeBucket): Look {
  if (attempts === 0) return "none";
  const success = 1 - failures / attempts;
  return success >= 0.99 ? "ok" : success >= 0.95 ? "warn" : "bad";
}

const classNames: Record<Look, string> = {
  none: "bg-border",
  ok: "bg-ok/80",
  warn: "h-[70%] self-end bg-warn",
  bad: "h-[42%] self-end bg-bad",
};

/**
 * One bar per interval; height as well as colour tells the state. On phones only the later half. A list has hundreds of bars:
 * what one of them says is written when it is pointed at.
 */
export const UptimeBars = memo(({ buckets, bucketMs, className }: UptimeBarsProps) => {
  const { t, i18n } = useTranslation();
  const timeZone = useTimeZone();
  const [pointed, setPointed] = useState<UptimeBucket | null>(null);
  const time = (start: number) => formatChartTime(start, bucketMs, start, i18n.language, timeZone);
  const attempts = buckets.reduce((sum, bucket) => sum + bucket.attempts, 0);
  const failures = buckets.reduce((sum, bucket) => sum + bucket.failures, 0);
  const rate = attempts === 0 ? null : 1 - failures / attempts;
  const describe = (bucket: UptimeBucket) => {
    const period = { from: time(bucket.start), to: time(bucket.start + bucketMs) };
    return bucket.attempts === 0
      ? t("uptime.quiet", period)
      : t("uptime.bucket", {
          ...period,
          rate: formatPercent(1 - bucket.failures / bucket.attempts),
          failures: formatInteger(bucket.failures),
        });
  };
  return (
    <div
      className={cn("flex h-5 items-stretch gap-[2px]", className)}
      role="img"
      aria-label={t("uptime.summary", { rate: formatPercent(rate), attempts: formatInteger(attempts) })}
      title={pointed ? describe(pointed) : undefined}
      onPointerOver={({ currentTarget, target }) =>
        setPointed(buckets[Array.prototype.indexOf.call(currentTarget.children, target)] ?? null)
      }
      onPointerLeave={() => setPointed(null)}
    >
      {buckets.map((bucket, index) => (
        <span
          key={bucket.start}
          className={cn(
            "min-w-px flex-1 rounded-[1.5px]",
            classNames[look(bucket)],
            index < buckets.length / 2 && "max-lg:hidden",
          )}
        />
      ))}
    </div>
  );
});
