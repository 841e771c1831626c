import { Rocket, TriangleAlert } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CopyButton } from "~/components/copy-button";
import { useEnvironment } from "~/components/environment";
import { useFigures } from "~/components/figures";
import { Snippet } from "~/components/snippet";
import { Button } from "~/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "~/components/ui/tabs";
import { formatDuration } from "~/lib/format";
import { firstRequestCode } from "./first-request-code";
import { fixFor } from "./first-request-fix";
import type { Setup } from "./setup-state.server";
import { Step } from "./setup-steps";

const samples = [
  ["curl", "cURL"],
  ["python", "Python"],
  ["typescript", "TypeScript"],
] as const;

/** Listens until the first request is there; a failed one shows its error and the fix in place. */
export function FirstRequestStep({ setup, active }: { setup: Setup; active: boolean }) {
  const { t } = useTranslation(["overview", "common"]);
  const { origin } = useEnvironment();
  const { request } = setup;
  const baseUrl = `${origin}/v1`;
  const done = request?.ok === true;
  return (
    <Step
      number={3}
      done={done}
      active={active}
      last
      title={t("setup.request.title")}
      text={done ? <Arrived request={request} /> : t("setup.request.text")}
    >
      {done ? null : (
        <>
          <div className="mt-3 flex h-9 max-w-[460px] items-center rounded-md border border-input bg-code pl-3 pr-1.5">
            <span className="mr-3 shrink-0 text-xs text-muted-foreground">{t("setup.request.baseUrl")}</span>
            <code className="min-w-0 flex-1 truncate font-mono text-xs">{baseUrl}</code>
            <CopyButton text={baseUrl} variant="outline" className="h-6">
              {t("common:copy")}
            </CopyButton>
          </div>
          <Tabs defaultValue="curl" className="mt-2">
            <TabsList>
              {samples.map(([id, label]) => (
                <TabsTrigger key={id} value={id}>
                  {label}
                </TabsTrigger>
              ))}
            </TabsList>
            {samples.map(([id]) => (
              <TabsContent key={id} value={id} className="mt-2">
                <Snippet code={firstRequestCode[id]({ baseUrl, model: setup.exampleModel })} />
              </TabsContent>
            ))}
          </Tabs>
          {request && !request.ok ? <Failed request={request} /> : null}
          <Listener />
        </>
      )}
    </Step>
  );
}

type SeenRequest = NonNullable<Setup["request"]>;

function Arrived({ request }: { request: SeenRequest }) {
  const { formatMoney } = useFigures();
  const { t } = useTranslation("overview");
  return (
    <span role="status">
      <Trans
        t={t}
        i18nKey="setup.request.arrived"
        values={{
          provider: request.provider ?? "–",
          latency: formatDuration(request.latencyMs),
          cost: formatMoney(request.costMicroUsd),
        }}
        components={{ model: <code className="font-mono text-xs">{request.model}</code> }}
      />{" "}
      <Link to={`/admin/requests/${request.requestId}`} className="font-medium text-brand-text hover:underline">
        {t("setup.request.open")}
      </Link>
    </span>
  );
}

function Failed({ request }: { request: SeenRequest }) {
  const { t } = useTranslation("overview");
  return (
    <div
      role="alert"
      className="mt-3 flex gap-2 rounded-md bg-bad-soft px-3 py-2.5 text-xs leading-[1.1rem] text-bad-text"
    >
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 break-words">
        <div className="text-sm font-medium">{t("setup.request.failed", { status: request.status })}</div>
        {request.errorMessage}
        <div className="mt-1">{t(`setup.fix.${fixFor(request.status, request.errorCode)}`)}</div>
        <Link to={`/admin/requests/${request.requestId}`} className="font-medium underline">
          {t("setup.request.open")}
        </Link>
      </div>
    </div>
  );
}

function Listener() {
  const { t } = useTranslation("overview");
  const { host } = useEnvironment();
  return (
    <div
      role="status"
      className="mt-3 flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-dashed border-border-strong px-3 py-1.5"
    >
      <span aria-hidden="true" className="relative flex size-2">
        <span className="absolute inset-0 animate-ping rounded-full bg-primary opacity-40" />
        <span className="relative size-2 rounded-full bg-primary" />
      </span>
      <span className="min-w-0 flex-1 basis-40 text-sm">
        <Trans
          t={t}
          i18nKey="setup.request.waiting"
          values={{ host }}
          components={{ code: <code className="break-all font-mono text-xs" /> }}
        />
      </span>
      <Button asChild variant="outline" size="sm">
        <Link to="/admin/playground">
          <Rocket aria-hidden />
          {t("setup.request.playground")}
        </Link>
      </Button>
    </div>
  );
}
