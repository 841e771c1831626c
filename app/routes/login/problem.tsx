import { TriangleAlert } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { isDatabaseCode } from "~/components/database-code";
import { useNow } from "~/components/environment";
import { formatCountdown } from "~/lib/format-time";
import type { Platform } from "~/platform/platform";

export type SignInProblem =
  | { kind: "empty" }
  | { kind: "unanswered"; code: string }
  | { kind: "wrong"; attemptsLeft: number }
  | { kind: "paused"; until: number };

const code = <code className="font-mono" />;

/** Why sign-in did not work, and what helps. */
export function Problem({ problem, host, id }: { problem: SignInProblem; host: Platform["host"]; id: string }) {
  const { t } = useTranslation(["login", "common"]);
  return (
    <div id={id} role="alert" className="mt-2.5 flex gap-2 rounded-md bg-bad-soft px-3 py-2.5 text-bad-text">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="text-xs leading-[1.1rem]">
        {problem.kind === "empty" ? <div className="text-sm font-medium">{t("empty")}</div> : null}
        {problem.kind === "unanswered" ? (
          <div className="text-sm font-medium">
            {isDatabaseCode(problem.code) ? t(`common:write.${problem.code}`) : t("unanswered")}
          </div>
        ) : null}
        {problem.kind === "wrong" ? (
          <>
            <div className="text-sm font-medium">{t("wrong.title")}</div>
            {t("wrong.left", { count: problem.attemptsLeft })}{" "}
            <Trans t={t} i18nKey={`where.${host}`} components={{ code }} />
          </>
        ) : null}
        {problem.kind === "paused" ? (
          <>
            <div className="text-sm font-medium">{t("paused.title")}</div>
            <Countdown until={problem.until} />
          </>
        ) : null}
      </div>
    </div>
  );
}

/** Not a live region of its own: a voice that counts seconds helps nobody. */
function Countdown({ until }: { until: number }) {
  const { t } = useTranslation("login");
  const now = useNow();
  if (now >= until) return t("paused.over");
  return (
    <span className="tnum" aria-live="off">
      {t("paused.text", { time: formatCountdown(until - now) })}
    </span>
  );
}
