import { useTranslation } from "react-i18next";
import { useTimeZone } from "~/components/environment";
import { formatInteger } from "~/lib/format";
import { formatAbsolute } from "~/lib/format-time";
import type { Bar } from "./chart-buckets";
import { trafficSeries } from "./traffic-series";

/** The chart as figures, newest first. */
export function TrafficTable({ bars, barMs }: { bars: Bar[]; barMs: number }) {
  const { t, i18n } = useTranslation("overview");
  const timeZone = useTimeZone();
  const time = (start: number) => {
    const text = formatAbsolute(start, i18n.language, timeZone);
    return barMs >= 86_400_000 ? text.replace(/,? \d\d:.*$/, "") : text.replace(/:\d\d [^ ]+$/, "");
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll-thin max-h-[192px] overflow-auto border-t lg:max-h-[244px]" tabIndex={0}>
      <table className="w-full text-sm">
        <thead className="sticky top-0 bg-card">
          <tr className="h-8 border-b text-xs text-muted-foreground">
            <th className="px-4 text-left font-medium">{t("traffic.from")}</th>
            {trafficSeries.map((key) => (
              <th key={key} className="px-4 text-right font-medium">
                {t(`traffic.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...bars].reverse().map((bar) => (
            <tr key={bar.start} className="h-8 border-b last:border-0">
              <th className="tnum whitespace-nowrap px-4 text-left font-normal">{time(bar.start)}</th>
              {trafficSeries.map((key) => (
                <td key={key} className="px-4 text-right">
                  {formatInteger(bar[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
