import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useTimeZone } from "~/components/environment";
import { Tile } from "~/components/tile";
import type { LogDetail } from "~/db/log/log-types";
import { formatPercent } from "~/lib/format";
import { formatAbsolute, formatMoment } from "~/lib/format-time";
import type { ProviderFace } from "~/routes/provider-faces.server";

interface RequestFactsProps {
  log: LogDetail;
  faces: Record<string, ProviderFace>;
  /** What the kept answer was made for, after a semantic match; null where it is no longer kept. */
  question: string | null;
}

/** Everything is, but what asks for a video, and what passes through as it is. */
const isPosted = (endpoint: string) => endpoint.startsWith("/") && !/\/videos\/|\/passthrough/.test(endpoint);

export function RequestFacts({ log, faces, question }: RequestFactsProps) {
  const { t, i18n } = useTranslation("requests");
  const timeZone = useTimeZone();
  const face = log.providerId ? faces[log.providerId] : undefined;
  const at = Date.parse(log.createdAt);
  const metadata = Object.entries(log.metadata ?? {});
  return (
    <section className="min-w-0 px-4 py-4 lg:border-r lg:px-5">
      <h3 className="mb-1.5 text-sm font-medium">{t("detail.request")}</h3>
      <dl>
        <Fact label={t("fact.time")}>
          <time dateTime={log.createdAt} title={formatAbsolute(at, i18n.language, timeZone)} className="tnum">
            {formatMoment(at, i18n.language, timeZone)}
          </time>
        </Fact>
        {log.outcome === "success" ? null : <Fact label={t("fact.outcome")}>{t(`outcome.${log.outcome}`)}</Fact>}
        <Fact label={t("fact.key")}>
          {log.keyId ? (
            <Link
              to={`/admin/requests?key=${encodeURIComponent(log.keyId)}`}
              className="text-brand-text hover:underline"
            >
              {log.keyName ?? log.keyId}
            </Link>
          ) : (
            "–"
          )}
        </Fact>
        <Fact label={t("fact.askedFor")}>
          <code className="font-mono text-xs">{log.requestedModel ?? "–"}</code>
        </Fact>
        <Fact label={t("fact.served")}>
          <span className="inline-flex max-w-full items-center gap-x-1.5">
            {face ? <Tile mark={face.mark} hue={face.hue} size={16} /> : null}
            {log.providerId ? (
              <Link
                to={`/admin/providers/${encodeURIComponent(log.providerId)}`}
                className="shrink-0 text-brand-text hover:underline"
              >
                {face?.name ?? log.providerId}
              </Link>
            ) : (
              "–"
            )}
            {log.model ? (
              <code title={log.model} className="truncate font-mono text-xs">
                {log.model}
              </code>
            ) : null}
          </span>
        </Fact>
        {log.upstreamModel && log.upstreamModel !== log.model ? (
          <Fact label={t("fact.upstreamModel")}>
            <code className="font-mono text-xs">{log.upstreamModel}</code>
          </Fact>
        ) : null}
        <Fact label={t("fact.endpoint")}>
          <code className="font-mono text-xs">
            {isPosted(log.endpoint) ? "POST " : null}
            {log.endpoint}
          </code>
        </Fact>
        <Fact label={t("fact.streamed")}>{t(log.stream ? "fact.yes" : "fact.no")}</Fact>
        <Fact label={t("fact.cache")}>
          {log.cacheHit?.kind === "semantic"
            ? t("cache.semantic", { share: formatPercent(log.cacheHit.similarity, 1) })
            : t(`cache.${log.cache}`)}
        </Fact>
        {log.cacheHit?.kind === "semantic" ? (
          <Fact label={t("fact.question")}>
            {question === null ? (
              <span className="text-muted-foreground">{t("cache.questionGone")}</span>
            ) : (
              <span title={question}>{question}</span>
            )}
          </Fact>
        ) : null}
        {log.userAgent ? <Fact label={t("fact.client")}>{log.userAgent}</Fact> : null}
        {metadata.map(([name, value]) => (
          <Fact key={name} label={<code className="font-mono text-2xs">{name}</code>}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-3">
      <dt className="w-[108px] shrink-0 truncate text-xs text-muted-foreground">{label}</dt>
      <dd className="min-w-0 truncate text-sm">{children}</dd>
    </div>
  );
}
