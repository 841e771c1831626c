import { Plus } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import { useEnvironment } from "~/components/environment";
import { Page } from "~/components/page";
import { Rail } from "~/components/rail";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { cn } from "~/lib/class-names";
import type { loader as setupLoader } from "~/routes/admin.setup";
import { FirstRequestStep } from "./first-request-step";
import { NextCard, PreviewCard } from "./setup-cards";
import type { Setup } from "./setup-state.server";
import { KeyStep, ProviderStep } from "./setup-steps";

const pollMs = 3_000;

/** From nothing to a first answered request; each step is done by what is really there, not by clicking. */
export function FirstRun({ initial }: { initial: Setup }) {
  const { t } = useTranslation(["overview", "common"]);
  const { setPreference } = useEnvironment();
  const { load, data } = useFetcher<typeof setupLoader>();
  const setup = data ?? initial;
  const answered = setup.request?.ok === true;
  useEffect(() => {
    if (answered) return;
    const timer = setInterval(() => {
      if (!document.hidden) void load("/admin/setup");
    }, pollMs);
    return () => clearInterval(timer);
  }, [answered, load]);
  const done = [setup.providers.length > 0, setup.key !== null, answered];
  const active = done.indexOf(false);
  const leave = (
    <Link to="/admin" onClick={() => setPreference("checklist", "hidden")}>
      {t(answered ? "setup.openOverview" : "setup.hide")}
    </Link>
  );
  return (
    <Page
      title={t("common:nav.overview")}
      actions={
        <>
          <span className="text-sm text-muted-foreground">
            {t("setup.progress", { done: done.filter(Boolean).length })}
          </span>
          {answered ? <Button asChild>{leave}</Button> : null}
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_300px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card className="overflow-hidden">
            <div className="px-5 pb-3 pt-5">
              <h2 className="text-xl font-semibold tracking-[-0.02em]">{t("setup.title")}</h2>
              <p className="mt-1 max-w-[80ch] text-sm text-muted-foreground">{t("setup.text")}</p>
              <div className="mt-4 flex gap-1" aria-hidden="true">
                {["provider", "key", "request"].map((step, index) => (
                  <span key={step} className={cn("h-1 flex-1 rounded-full", done[index] ? "bg-ok" : "bg-border")} />
                ))}
              </div>
            </div>
            <Rail className="px-5">
              <ProviderStep setup={setup} active={active === 0} />
              <KeyStep setup={setup} active={active === 1} />
              <FirstRequestStep setup={setup} active={active === 2} />
            </Rail>
          </Card>
          {answered ? null : <PreviewCard />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <NextCard />
          {setup.suggestions.length > 0 ? <Suggestions setup={setup} /> : null}
          {answered ? null : (
            <Button asChild variant="ghost" size="sm" className="-mt-1.5 self-start px-1">
              {leave}
            </Button>
          )}
        </div>
      </div>
    </Page>
  );
}

function Suggestions({ setup }: { setup: Setup }) {
  const { t, i18n } = useTranslation("overview");
  return (
    <Card>
      <CardHeader title={t("setup.popular")} />
      <div className="px-2 pb-2">
        {setup.suggestions.map((preset) => {
          const name = i18n.language === "en" ? preset.name.en : preset.name.zh;
          return (
            <Link
              key={preset.id}
              to={`/admin/providers/new/${preset.id}`}
              aria-label={t("setup.add", { name })}
              className="flex h-9 items-center gap-2.5 rounded-md px-2 hover:bg-accent pointer-coarse:h-11"
            >
              <Tile mark={preset.mark} hue={preset.hue} size={20} />
              <span className="flex-1">{name}</span>
              <Plus className="size-3.5 text-muted-foreground" aria-hidden />
            </Link>
          );
        })}
      </div>
    </Card>
  );
}
