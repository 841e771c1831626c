import { type FieldMetadata, getInputProps } from "@conform-to/react";
import { CircleCheck, OctagonX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SentAlert } from "~/admin/alerts.server";
import { Button } from "~/components/ui/button";
import { Input } from "~/components/ui/input";
import { When } from "~/components/when";
import { type AlertEvent, alertEvents } from "~/gateway/alerts/alert-schema";
import { ChipsField } from "./chips-field";
import { NumberField } from "./number-field";
import { Row, Section } from "./section";

/** The form behind "Send test": it stands beside the settings' form, as forms do not nest. */
export const alertTestFormId = "alert-test";

interface AlertsSectionProps {
  fields: {
    webhook: FieldMetadata<string | undefined>;
    secret: FieldMetadata<string | undefined>;
    events: FieldMetadata<AlertEvent[]>;
    errorRate: FieldMetadata<number>;
  };
  /** An address is stored, and the form does not change it. */
  canTest: boolean;
  test: { busy: boolean; result: { ok: boolean; error: string | null } | null };
  sent: SentAlert[];
}

export function AlertsSection({ fields, canTest, test, sent }: AlertsSectionProps) {
  const { t } = useTranslation("settings");
  const { webhook, secret, events } = fields;
  return (
    <Section id="alerts" title={t("alerts.title")} text={t("alerts.text")}>
      <Row
        label={t("alerts.webhook")}
        htmlFor={webhook.id}
        text={t("alerts.webhookText")}
        error={webhook.errors?.join(" ")}
      >
        <Input
          {...getInputProps(webhook, { type: "text" })}
          key={webhook.key}
          spellCheck={false}
          autoComplete="off"
          placeholder="https://hooks.example.com/…"
          aria-describedby={`${webhook.id}-message`}
          className="w-full font-mono text-xs lg:w-72"
        />
        <Button type="submit" form={alertTestFormId} variant="outline" disabled={!canTest} busy={test.busy}>
          {t("alerts.test")}
        </Button>
      </Row>
      <div aria-live="polite">
        {test.result ? (
          <p
            className={
              test.result.ok
                ? "bg-ok-soft px-5 py-2.5 text-sm text-ok-text"
                : "bg-bad-soft px-5 py-2.5 text-sm text-bad-text"
            }
          >
            {test.result.ok ? t("alerts.testArrived") : t("alerts.testFailed", { error: test.result.error })}
          </p>
        ) : null}
      </div>
      <Row
        label={t("alerts.secret")}
        htmlFor={secret.id}
        text={t("alerts.secretText")}
        error={secret.errors?.join(" ")}
      >
        <Input
          {...getInputProps(secret, { type: "password" })}
          key={secret.key}
          autoComplete="off"
          placeholder={t("alerts.unsigned")}
          aria-describedby={`${secret.id}-message`}
          className="w-full font-mono text-xs lg:w-72"
        />
      </Row>
      <ChipsField
        field={events}
        label={t("alerts.events")}
        text={t("alerts.eventsText")}
        options={alertEvents}
        wordOf={(event) => t(`alerts.event.${event}`)}
      />
      <NumberField
        field={fields.errorRate}
        label={t("alerts.errorRate")}
        text={t("alerts.errorRateText")}
        unit="%"
        min={1}
        max={100}
      />
      {sent.length > 0 ? <SentList sent={sent} /> : null}
    </Section>
  );
}

function SentList({ sent }: { sent: SentAlert[] }) {
  const { t } = useTranslation("settings");
  return (
    <div className="border-t px-5 py-3.5">
      <h3 className="font-medium">{t("alerts.sent")}</h3>
      <ul className="mt-2 space-y-2 text-xs">
        {sent.map(({ event, subject, message, createdAt, error }) => (
          <li key={`${event} ${subject}`} className="flex gap-2">
            {error === null ? (
              <CircleCheck className="size-3.5 shrink-0 text-ok-text" aria-label={t("alerts.delivered")} />
            ) : (
              <OctagonX className="size-3.5 shrink-0 text-bad-text" aria-label={t("alerts.failed")} />
            )}
            <span className="min-w-0 flex-1 break-words">
              {message}
              {error === null ? null : <span className="block text-bad-text">{error}</span>}
            </span>
            <When time={createdAt} className="tnum shrink-0 text-muted-foreground" />
          </li>
        ))}
      </ul>
    </div>
  );
}
