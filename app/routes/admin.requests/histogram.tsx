import { ZoomOut } from "lucide-react";
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChartToggle } from "~/components/chart/chart-toggle";
import { useTimeZone } from "~/components/environment";
import { Button } from "~/components/ui/button";
import type { LogBucket, LogHistogram } from "~/db/log/log-types";
import { cn } from "~/lib/class-names";
import { formatInteger } from "~/lib/format";
import { formatChartTime } from "~/lib/format-time";
import { HistogramTable } from "./histogram-table";

interface Selection {
  /** Places of buckets, in any order. */
  anchor: number;
  end: number;
}

interface HistogramProps {
  histogram: LogHistogram;
  /** The page's time was set here. */
  zoomed: boolean;
  /** Sets it, in Unix ms; with null it is the page's range again. Stays the same. */
  setPeriod: (period: { from: number; to: number } | null) => void;
}

/** Requests over time, above the log. Dragging across bars, or pressing one, sets the time of the page. */
export const Histogram = memo(({ histogram, zoomed, setPeriod }: HistogramProps) => {
  const { t, i18n } = useTranslation("requests");
  const timeZone = useTimeZone();
  const bars = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [focused, setFocused] = useState(0);
  const [table, setTable] = useState(false);
  const { from, to, sizeMs, countedFrom } = histogram;
  const time = (at: number) => formatChartTime(at, to - from, to, i18n.language, timeZone);
  const buckets = useMemo(() => allBuckets(histogram), [histogram]);
  // Sixty sentences: written for new figures, not for every step of a navigation.
  const labels = useMemo(
    () =>
      buckets.map((bucket) =>
        isCounted(bucket, histogram)
          ? t("histogram.bar", {
              from: time(bucket.start),
              to: time(bucket.start + sizeMs),
              firstTry: formatInteger(bucket.firstTry),
              afterFailover: formatInteger(bucket.afterFailover),
              failed: formatInteger(bucket.failed),
            })
          : t("histogram.notCounted"),
      ),
    [buckets, t, i18n.language, timeZone],
  );
  const most = Math.max(1, ...buckets.map(requestsOf));

  const zoom = ({ anchor, end }: Selection) => {
    const first = buckets[Math.min(anchor, end)];
    const last = buckets[Math.max(anchor, end)];
    if (!first || !last) return;
    setSelection(null);
    setPeriod({ from: Math.max(from, first.start), to: last.start + sizeMs });
  };
  const placeOf = (event: PointerEvent) => {
    const box = bars.current?.getBoundingClientRect();
    if (!box) return 0;
    const place = Math.floor(((event.clientX - box.left) / box.width) * buckets.length);
    return Math.min(buckets.length - 1, Math.max(0, place));
  };
  const move = (event: KeyboardEvent, place: number) => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    const next = place + step;
    if (step === 0 || next < 0 || next >= buckets.length) return;
    event.preventDefault();
    setSelection(event.shiftKey ? { anchor: selection?.anchor ?? place, end: next } : null);
    setFocused(next);
    bars.current?.querySelectorAll("button")[next]?.focus();
  };
  const isSelected = (place: number) =>
    selection !== null &&
    place >= Math.min(selection.anchor, selection.end) &&
    place <= Math.max(selection.anchor, selection.end);
  const sum = (read: (bucket: LogBucket) => number) =>
    formatInteger(buckets.reduce((all, each) => all + read(each), 0));

  return (
    <section aria-label={t("histogram.title")} className="border-b px-4 pb-1 pt-2.5 max-md:hidden">
      <p className="sr-only">
        {t("histogram.summary", {
          firstTry: sum((each) => each.firstTry),
          afterFailover: sum((each) => each.afterFailover),
          failed: sum((each) => each.failed),
        })}
      </p>
      {table ? (
        <HistogramTable buckets={buckets} time={time} isCounted={(bucket) => isCounted(bucket, histogram)} />
      ) : (
        <div
          ref={bars}
          role="toolbar"
          aria-label={t("histogram.help")}
          className="flex h-10 touch-pan-y select-none items-end gap-px"
          // Sixty sentences need not stand in the page twice.
          onPointerOver={({ target }) => {
            const bar = target instanceof Element ? target.closest("button") : null;
            if (bar) bar.title = bar.ariaLabel ?? "";
          }}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setSelection({ anchor: placeOf(event), end: placeOf(event) });
          }}
          onPointerMove={(event) => {
            if (selection && event.buttons === 1) setSelection({ ...selection, end: placeOf(event) });
          }}
          onPointerUp={() => selection && zoom(selection)}
          onPointerCancel={() => setSelection(null)}
        >
          {buckets.map((bucket, place) => {
            const counted = isCounted(bucket, histogram);
            const label = labels[place];
            return (
              <button
                key={bucket.start}
                type="button"
                aria-label={label}
                tabIndex={place === Math.min(focused, buckets.length - 1) ? 0 : -1}
                onFocus={() => setFocused(place)}
                onKeyDown={(event) => {
                  move(event, place);
                  if (event.key !== "Enter" && event.key !== " ") return;
                  event.preventDefault();
                  zoom(selection ?? { anchor: place, end: place });
                }}
                className={cn("log-bar", isSelected(place) && "bg-brand-soft", !counted && "bg-muted")}
              >
                <Part count={bucket.failed} most={most} className="bg-bad" />
                <Part count={bucket.afterFailover} most={most} className="bg-chart-3" />
                <Part count={bucket.firstTry} most={most} className="bg-chart-calm" />
                {counted ? <span aria-hidden className="h-px w-full shrink-0 bg-border" /> : null}
              </button>
            );
          })}
        </div>
      )}
      <div className="tnum flex h-6 items-center justify-between gap-3 text-2xs text-muted-foreground">
        <span>{time(from)}</span>
        {zoomed ? (
          <Button variant="ghost" size="sm" className="h-6 text-2xs" onClick={() => setPeriod(null)}>
            <ZoomOut />
            {t("histogram.zoomOut")}
          </Button>
        ) : countedFrom !== null ? (
          <span>{t("histogram.partial")}</span>
        ) : (
          [0.25, 0.5, 0.75].map((part) => <span key={part}>{time(from + (to - from) * part)}</span>)
        )}
        <span className="flex items-center gap-1">
          {time(to)}
          <ChartToggle table={table} onTable={setTable} />
        </span>
      </div>
    </section>
  );
});

function Part({ count, most, className }: { count: number; most: number; className: string }) {
  if (count === 0) return null;
  return (
    <span
      aria-hidden
      className={cn("log-bar-part", className)}
      style={{ height: `${Math.round((count / most) * 950) / 10}%` }}
    />
  );
}

/** The oldest buckets of a long period may not have been looked at. */
const isCounted = ({ start }: LogBucket, { countedFrom, sizeMs }: LogHistogram) =>
  countedFrom === null || start + sizeMs > countedFrom;

const requestsOf = ({ firstTry, afterFailover, failed }: LogBucket) => firstTry + afterFailover + failed;

/** The empty ones too, from the one that holds `from` to the one that holds the last moment. */
function allBuckets({ from, to, sizeMs, buckets }: LogHistogram): LogBucket[] {
  const known = new Map(buckets.map((bucket) => [bucket.start, bucket]));
  const first = Math.floor(from / sizeMs) * sizeMs;
  return Array.from({ length: Math.max(1, Math.ceil((to - first) / sizeMs)) }, (_, place) => {
    const start = first + place * sizeMs;
    return known.get(start) ?? { start, firstTry: 0, afterFailover: 0, failed: 0 };
  });
}
