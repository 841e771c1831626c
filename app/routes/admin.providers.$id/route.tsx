import { Pencil, Zap } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, type ShouldRevalidateFunctionArgs, useFetcher } from "react-router";
import { useLive } from "~/components/hooks/use-live";
import { Page } from "~/components/page";
import { StatusLabel } from "~/components/status-label";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { tabClassName } from "~/components/ui/tabs";
import { platformContext } from "~/context";
import { found } from "~/routes/found.server";
import { keepInput } from "~/routes/keep-input";
import type { writeRow } from "../admin.providers/actions.server";
import { DrainLabel } from "../admin.providers/drain-label";
import { EnableSwitch } from "../admin.providers/enable-switch";
import { exceptForSearch } from "../revalidation";
import type { Route } from "./+types/route";
import { writeProvider } from "./actions.server";
import { AttemptsTab } from "./attempts-tab";
import { CredentialsCard } from "./credentials-card";
import { readProvider } from "./detail-data.server";
import { ModelsCard } from "./models-card";
import { OverviewTab } from "./overview-tab";
import { RepairsCard } from "./repairs-card";
import { SettingsTab } from "./settings-tab";
import { TestResult } from "./test-result";

export const action = (args: Route.ActionArgs) => writeProvider(args);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

/** How often the open requests of a drain are counted again. */
const drainLookMs = 2000;
/** How often the newest attempts are looked for. */
const liveLookMs = 10_000;
const tabs = ["overview", "credentials", "models", "attempts", "settings"] as const;

export const loader = ({ context, params, url }: Route.LoaderArgs) =>
  found(readProvider(context.get(platformContext), params, Number(url.searchParams.get("before")) || undefined));

/** Dialogs live in the address and need nothing new. */
export function shouldRevalidate(args: ShouldRevalidateFunctionArgs) {
  const { formData, currentUrl, nextUrl } = args;
  const intent = formData?.get("intent");
  if (intent === "test" || intent === "models.compare") return false;
  const page = "before";
  return currentUrl.searchParams.get(page) === nextUrl.searchParams.get(page)
    ? exceptForSearch(args)
    : args.defaultShouldRevalidate;
}

/** On a narrow screen the chosen tab may lie beyond the edge of its row. */
const showTab = (link: HTMLAnchorElement | null) => link?.scrollIntoView({ block: "nearest", inline: "nearest" });

export default function ProviderPage({ loaderData: detail, params }: Route.ComponentProps) {
  const { t } = useTranslation("providers");
  const tester = useFetcher<typeof writeRow>();
  const tab = tabs.find((name) => name === params.tab) ?? "overview";
  const draining = detail.provider.drain !== null;
  const live = useLive(draining ? drainLookMs : liveLookMs, draining || tab === "overview");
  const { provider, face } = detail;
  const base = `/admin/providers/${encodeURIComponent(provider.id)}`;
  const counts: Partial<Record<(typeof tabs)[number], number>> = {
    credentials: provider.credentialStates.length,
    models: provider.models.length,
  };
  return (
    <Page
      title={
        <>
          <Tile mark={face.mark} hue={face.hue} size={22} dim={!provider.enabled} />
          <span className="truncate">{face.name}</span>
          {provider.drain ? (
            <DrainLabel drain={provider.drain} open={detail.open} className="text-left font-normal tracking-normal" />
          ) : (
            <StatusLabel state={detail.state} className="max-sm:[&>span]:sr-only" />
          )}
        </>
      }
      crumbs={[{ label: t("title"), to: "/admin/providers" }]}
      actions={
        <>
          <span className="mr-2 flex items-center gap-2 text-sm text-muted-foreground">
            <span className="max-sm:sr-only">{t("detail.enabled")}</span>
            <EnableSwitch
              provider={{ id: provider.id, face, enabled: provider.enabled, servesAlone: detail.servesAlone }}
            />
          </span>
          <tester.Form method="post" action="/admin/providers">
            <input type="hidden" name="intent" value="test" />
            <input type="hidden" name="id" value={provider.id} />
            <Button type="submit" variant="outline" busy={tester.state !== "idle"}>
              <Zap />
              <span className="max-sm:sr-only">{t("menu.test")}</span>
            </Button>
          </tester.Form>
          <Button variant="outline" asChild className="max-lg:hidden">
            <Link to={`${base}/settings`}>
              <Pencil />
              {t("menu.edit")}
            </Link>
          </Button>
        </>
      }
      tabs={
        <nav aria-label={face.name} className="no-scrollbar flex items-center gap-5 overflow-x-auto">
          {tabs.map((name) => (
            <Link
              key={name}
              to={name === "overview" ? base : `${base}/${name}`}
              preventScrollReset
              aria-current={name === tab ? "page" : undefined}
              className={tabClassName}
              ref={name === tab ? showTab : undefined}
            >
              {t(`tab.${name}`)}
              {counts[name] ? (
                <span className="tnum text-2xs font-normal text-muted-foreground">{counts[name]}</span>
              ) : null}
            </Link>
          ))}
        </nav>
      }
    >
      <div className="space-y-4">
        <TestResult tester={tester} />
        {tab === "overview" ? <OverviewTab detail={detail} base={base} live={live} /> : null}
        {tab === "credentials" ? <CredentialsCard provider={provider} used={detail.credentials} /> : null}
        {tab === "models" ? (
          <>
            <ModelsCard provider={provider} known={detail.known} served={detail.served} />
            <RepairsCard repairs={detail.repairs} />
          </>
        ) : null}
        {tab === "attempts" ? <AttemptsTab attempts={detail.attempts} providerId={provider.id} /> : null}
        {tab === "settings" ? <SettingsTab key={provider.id} detail={detail} /> : null}
      </div>
    </Page>
  );
}
