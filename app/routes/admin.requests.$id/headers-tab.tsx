import { useTranslation } from "react-i18next";
import type { LogDetail } from "~/db/log/log-types";
import type { CapturedBodies } from "~/gateway/capture/capture";
import type { ProviderFace } from "~/routes/provider-faces.server";

const size = (headers: Record<string, string>) => Object.keys(headers).length;

/** Of the request and its answer. */
export const headerCount = ({ requestHeaders, responseHeaders }: CapturedBodies): number =>
  size(requestHeaders) + size(responseHeaders);

interface HeadersTabProps {
  bodies: CapturedBodies;
  log: LogDetail;
  faces: Record<string, ProviderFace>;
}

/** Headers between client and gateway, then of each attempt. */
export function HeadersTab({ bodies, log, faces }: HeadersTabProps) {
  const { t } = useTranslation("requests");
  return (
    <div className="space-y-4">
      <HeaderList title={t("header.request")} headers={bodies.requestHeaders} />
      <HeaderList title={t("header.response")} headers={bodies.responseHeaders} />
      {bodies.attempts.map((attempt, index) => {
        const id = log.attempts[index]?.providerId ?? "";
        const words = { number: index + 1, provider: faces[id]?.name ?? id };
        return (
          <div key={index} className="space-y-4">
            <HeaderList title={t("header.sent", words)} headers={attempt.requestHeaders} />
            {attempt.status === null ? null : (
              <HeaderList title={t("header.received", words)} headers={attempt.responseHeaders} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function HeaderList({ title, headers }: { title: string; headers: Record<string, string> }) {
  const { t } = useTranslation("requests");
  const entries = Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1));
  return (
    <section>
      <h4 className="mb-1.5 text-xs font-medium">{title}</h4>
      {entries.length === 0 ? (
        <p className="text-xs text-muted-foreground">{t("body.none")}</p>
      ) : (
        <dl className="divide-y rounded-md border bg-code font-mono text-xs">
          {entries.map(([name, value]) => (
            <div key={name} className="grid gap-x-3 px-3 py-1 sm:grid-cols-[200px_1fr]">
              <dt className="truncate text-muted-foreground">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
