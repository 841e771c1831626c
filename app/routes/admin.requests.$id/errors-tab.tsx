import { useTranslation } from "react-i18next";
import { Snippet } from "~/components/snippet";
import type { LogDetail } from "~/db/log/log-types";

export const failedAttempts = (log: LogDetail) => log.attempts.filter((attempt) => attempt.errorCode !== null);

/** What upstreams said, attempt by attempt, and what the caller was told in the end. */
export function ErrorsTab({ log }: { log: LogDetail }) {
  const { t } = useTranslation("requests");
  return (
    <div className="space-y-4">
      {failedAttempts(log).map((attempt) => (
        <Said
          key={attempt.index}
          title={t("failure.attempt", { number: attempt.index + 1 })}
          said={{
            error: { code: attempt.errorCode, status: attempt.status, message: attempt.errorMessage },
            attempt: attempt.index + 1,
            provider: attempt.providerId,
            model: attempt.model,
            credential: attempt.credentialName,
          }}
        />
      ))}
      {log.errorCode === null ? null : (
        <Said
          title={t("failure.answer")}
          said={{ error: { code: log.errorCode, status: log.status, message: log.errorMessage } }}
        />
      )}
    </div>
  );
}

function Said({ title, said }: { title: string; said: object }) {
  return (
    <section>
      <h4 className="mb-1.5 text-xs text-muted-foreground">{title}</h4>
      <Snippet code={JSON.stringify(said, null, 2)} wrap />
    </section>
  );
}
