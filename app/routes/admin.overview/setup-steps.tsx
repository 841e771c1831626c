import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router";
import { RailStep } from "~/components/rail";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import type { Setup } from "./setup-state.server";

interface StepProps {
  number: number;
  done: boolean;
  active: boolean;
  last?: boolean;
  title: string;
  text: ReactNode;
  children?: ReactNode;
}

/** Done steps fold to one line with what was made. */
export function Step({ number, done, active, last, title, text, children }: StepProps) {
  const { t } = useTranslation("overview");
  return (
    <RailStep number={number} look={done ? "done" : active ? "first" : "later"} last={last} className="pt-4">
      <div className={cn("pb-4", !last && "border-b")}>
        <h3 className="text-base font-medium">
          {title}
          {done ? <span className="sr-only"> {t("setup.done")}</span> : null}
        </h3>
        <div className="text-sm text-muted-foreground">{text}</div>
        {children}
      </div>
    </RailStep>
  );
}

const link = "font-medium text-brand-text hover:underline";

export function ProviderStep({ setup, active }: { setup: Setup; active: boolean }) {
  const { t } = useTranslation("overview");
  const done = setup.providers.length > 0;
  const shown = setup.providers.slice(0, 3);
  return (
    <Step
      number={1}
      done={done}
      active={active}
      title={t("setup.provider.title")}
      text={
        done ? (
          <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
            {shown.map((provider, place) => (
              <span key={provider.id} className="inline-flex items-center gap-1.5">
                <Tile mark={provider.mark} hue={provider.hue} size={16} />
                {provider.name}
                {place < shown.length - 1 ? t("setup.provider.comma") : null}
                {place === shown.length - 1 && setup.providers.length === shown.length
                  ? t("setup.provider.stop")
                  : null}
              </span>
            ))}
            {setup.providers.length > shown.length ? (
              <span>{t("setup.provider.more", { count: setup.providers.length - shown.length })}</span>
            ) : null}
            <span>
              {setup.modelCount > 0
                ? t("setup.provider.models", { count: setup.modelCount })
                : setup.anyModel
                  ? t("setup.provider.anyModel")
                  : null}
            </span>
            <Link to="/admin/providers/new" className={link}>
              {t("setup.provider.another")}
            </Link>
          </span>
        ) : (
          t("setup.provider.text")
        )
      }
    >
      {done ? null : (
        <Button asChild className="mt-3">
          <Link to="/admin/providers/new">{t("setup.provider.action")}</Link>
        </Button>
      )}
    </Step>
  );
}

export function KeyStep({ setup, active }: { setup: Setup; active: boolean }) {
  const { t } = useTranslation("overview");
  return (
    <Step
      number={2}
      done={setup.key !== null}
      active={active}
      title={t("setup.key.title")}
      text={
        setup.key ? (
          <>
            <Trans
              t={t}
              i18nKey="setup.key.made"
              values={setup.key}
              components={{ code: <code className="font-mono text-xs" /> }}
            />{" "}
            <Link to="/admin/keys" className={link}>
              {t("setup.key.manage")}
            </Link>
          </>
        ) : (
          t("setup.key.text")
        )
      }
    >
      {setup.key ? null : (
        <Button asChild variant={active ? "default" : "outline"} className="mt-3">
          <Link to="/admin/keys?new">{t("setup.key.action")}</Link>
        </Button>
      )}
    </Step>
  );
}
