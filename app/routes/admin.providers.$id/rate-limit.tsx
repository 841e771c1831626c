import { useTranslation } from "react-i18next";
import type { CredentialState } from "~/admin/types";
import { useNow, useTimeZone } from "~/components/environment";
import { meterTone } from "~/components/meter";
import { ShareBar } from "~/components/share-bar";
import { formatShare, unknown } from "~/lib/format";
import { formatWhen } from "~/lib/format-time";

/** What an answer said so long ago says nothing any more: the limits are per minute, or per day. */
const oldMs = 3_600_000;

const colors = { normal: "var(--primary)", warn: "var(--warn)", bad: "var(--bad)" };

/** Share of the vendor's own rate limit that was used, as its last answer said. */
export function RateLimit({ rateLimit }: { rateLimit: CredentialState["rateLimit"] }) {
  const { t, i18n } = useTranslation("providers");
  const now = useNow();
  const timeZone = useTimeZone();
  const at = rateLimit === null ? 0 : Date.parse(rateLimit.at);
  if (rateLimit === null || now - at > oldMs) return <span className="text-muted-foreground">{unknown}</span>;
  const { used } = rateLimit;
  return (
    <span
      className="flex items-center gap-2"
      title={t("credentials.rateLimitText", { time: formatWhen(at, now, i18n.language, timeZone) })}
    >
      <ShareBar ratio={used} color={colors[meterTone(used)]} className="w-[70px] bg-border" />
      <span className="tnum w-9 text-right">{formatShare(used)}</span>
    </span>
  );
}
