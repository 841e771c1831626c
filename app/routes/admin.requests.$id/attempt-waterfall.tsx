import { Waypoints } from "lucide-react";
import { useTranslation } from "react-i18next";
import { reasonText } from "~/components/reason-text";
import { Tile } from "~/components/tile";
import type { LogDetail } from "~/db/log/log-types";
import { cn } from "~/lib/class-names";
import { formatDuration } from "~/lib/format";
import { attemptTone } from "~/lib/status-tone";
import type { ProviderFace } from "~/routes/provider-faces.server";
import { DecidedBy } from "./decided-by";
import type { DecidedBy as Decided } from "./decided-by.server";
import { timeScale } from "./time-scale";

interface AttemptWaterfallProps {
  log: LogDetail;
  faces: Record<string, ProviderFace>;
  decided: Decided | null;
}

const circle = {
  ok: "bg-ok text-white dark:text-background",
  warn: "bg-warn-soft text-warn-text",
  bad: "bg-bad-soft text-bad-text",
};
const bar = { ok: "bg-ok/30", warn: "bg-warn", bad: "bg-bad" };
const text = { ok: "text-ok-text", warn: "text-warn-text", bad: "text-bad-text" };

/** What was tried, when, and why the next one was next. */
export function AttemptWaterfall({ log, faces, decided }: AttemptWaterfallProps) {
  const { t } = useTranslation("requests");
  const { t: common } = useTranslation();
  const ends = log.attempts.map((attempt) => attempt.startedMs + attempt.latencyMs);
  const scale = timeScale(Math.max(log.latencyMs, ...ends));
  const place = (ms: number) => `${Math.min(100, (ms / scale.totalMs) * 100)}%`;
  const failovers = Math.max(0, log.attempts.length - 1);
  return (
    <section className="border-b px-4 pb-5 pt-4 lg:px-5">
      <div className="mb-3 flex items-baseline gap-2">
        <h3 className="shrink-0 text-sm font-medium">{t("detail.attempts")}</h3>
        <span className="text-xs text-muted-foreground">
          <DecidedBy log={log} decided={decided} />
          {log.attempts.length === 0
            ? t("detail.noAttempts")
            : failovers > 0
              ? t("detail.failovers", { count: failovers })
              : t("detail.firstTry")}
        </span>
      </div>
      <div className="relative">
        <div aria-hidden className="tnum relative h-4 text-2xs text-muted-foreground lg:ml-[232px]">
          {scale.ticks.map((tick) => (
            <span
              key={tick}
              className="absolute -translate-x-1/2 whitespace-nowrap first:translate-x-0"
              style={{ left: place(tick) }}
            >
              {tick === 0 ? "0" : tick < 1000 ? formatDuration(tick) : `${tick / 1000} s`}
            </span>
          ))}
        </div>
        <div aria-hidden className="pointer-events-none absolute inset-x-0 bottom-0 top-5 lg:left-[232px]">
          {scale.ticks.map((tick) => (
            <span key={tick} className="absolute inset-y-0 w-px bg-grid" style={{ left: place(tick) }} />
          ))}
        </div>
        <div className="relative grid items-center gap-x-3 max-lg:py-1 lg:h-8 lg:grid-cols-[220px_1fr]">
          <span className="flex items-center gap-2 text-xs text-muted-foreground">
            <span className="flex size-5 items-center justify-center">
              <Waypoints className="size-3.5" aria-hidden />
            </span>
            {t("detail.gateway")}
          </span>
          <span className="relative h-2">
            <span
              className="absolute h-full min-w-[3px] rounded-[2px] bg-idle"
              // Its time stands beside it, also where there was no attempt.
              style={{ width: `min(${place(log.gatewayMs)}, 100% - 64px)` }}
            />
            <span
              className="tnum absolute -top-1 ml-2 text-2xs text-muted-foreground"
              style={{ left: `min(${place(log.gatewayMs)}, 100% - 56px)` }}
            >
              {formatDuration(log.gatewayMs)}
            </span>
          </span>
        </div>
        <ol>
          {log.attempts.map((attempt, index) => {
            const face = faces[attempt.providerId];
            const tone = attempt.errorCode === "hedged_away" ? "warn" : attemptTone(attempt.status);
            const message = attempt.errorMessage ?? attempt.errorCode;
            return (
              <li
                key={attempt.index}
                className="relative grid items-start gap-x-3 gap-y-1.5 border-t border-dashed py-2.5 lg:min-h-[58px] lg:grid-cols-[220px_1fr]"
              >
                {index < log.attempts.length - 1 ? (
                  <span
                    aria-hidden
                    className="absolute -bottom-3 left-[10px] top-9 w-px bg-border-strong max-lg:hidden"
                  />
                ) : null}
                <div className="flex min-w-0 gap-2.5">
                  <span
                    className={cn(
                      "tnum z-10 mt-0.5 flex size-[21px] shrink-0 items-center justify-center rounded-full text-2xs font-semibold",
                      circle[tone],
                    )}
                  >
                    {index + 1}
                  </span>
                  <div className="min-w-0 leading-[1.1rem]">
                    <div className="flex items-center gap-1.5 font-medium">
                      {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
                      <span className="truncate">{face?.name ?? attempt.providerId}</span>
                    </div>
                    <code className="block truncate font-mono text-[11px] text-muted-foreground">
                      {[attempt.model, attempt.credentialName].filter(Boolean).join(" · ")}
                    </code>
                  </div>
                </div>
                <div className="min-w-0">
                  <div className="relative h-[13px]">
                    <span
                      className={cn("absolute inset-y-0 min-w-[3px] rounded-[3px]", bar[tone])}
                      style={{ left: place(attempt.startedMs), width: place(attempt.latencyMs) }}
                    />
                    {tone === "ok" && attempt.firstByteMs !== null ? (
                      <span
                        className="absolute inset-y-0 min-w-[2px] rounded-l-[3px] bg-ok"
                        style={{ left: place(attempt.startedMs), width: place(attempt.firstByteMs) }}
                      />
                    ) : null}
                  </div>
                  <div style={{ paddingLeft: `min(${place(attempt.startedMs)}, 50%)` }}>
                    <p className="mt-1 text-2xs leading-4">
                      <span className={cn("tnum font-medium", text[tone])}>
                        {attempt.status ?? t("detail.noAnswer")}
                      </span>{" "}
                      <span className="break-words text-muted-foreground">
                        {[
                          message,
                          formatDuration(attempt.latencyMs),
                          attempt.firstByteMs === null
                            ? null
                            : t("detail.firstByte", { time: formatDuration(attempt.firstByteMs) }),
                        ]
                          .filter(Boolean)
                          .join(" · ")}
                      </span>
                    </p>
                    <p className="text-2xs leading-4 text-muted-foreground">
                      {t(index === 0 ? "detail.whyFirst" : "detail.whyNext", {
                        reason: reasonText(attempt.reason, common),
                      })}
                    </p>
                  </div>
                </div>
              </li>
            );
          })}
        </ol>
      </div>
      {log.errorMessage ? (
        <div className="mt-3 rounded-md bg-bad-soft/50 px-3 py-2 text-sm">
          <code className="font-mono text-xs font-medium text-bad-text">{log.errorCode}</code>
          <p className="break-words text-xs">{log.errorMessage}</p>
        </div>
      ) : null}
    </section>
  );
}
