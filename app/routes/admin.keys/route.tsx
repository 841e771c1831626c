import { KeyRound, Plus } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { useRoom } from "~/components/hooks/use-room";
import { FilterButton, ListFilter } from "~/components/list-filter";
import { NoMatch } from "~/components/no-match";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { SegmentedField } from "~/components/ui/segmented-field";
import { platformContext } from "~/context";
import { keepInput } from "~/routes/keep-input";
import { exceptForSearch } from "../revalidation";
import type { Route } from "./+types/route";
import { writeKey } from "./actions.server";
import { BudgetSummary } from "./budget-summary";
import { KeyCards } from "./key-cards";
import { KeyDialog } from "./key-dialog";
import { keysInOrder } from "./key-order";
import { isInactive } from "./key-status";
import { KeyTable } from "./key-table";
import { keyViews } from "./key-views.server";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";
import { type IssuedSecret, SecretDialog } from "./secret-dialog";

export const action = (args: Route.ActionArgs) => writeKey(args);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

export async function loader({ context }: Route.LoaderArgs) {
  const platform = context.get(platformContext);
  const config = await platform.gateway.config();
  const { defaults } = config.settings.limits;
  const keys = await keyViews(platform, defaults, Date.now());
  const models = config.providers.flatMap((provider) =>
    provider.enabled ? provider.models.map((model) => model.id) : [],
  );
  const chats = config.providers.flatMap((provider) =>
    provider.enabled
      ? provider.models.filter(({ capabilities }) => capabilities?.includes("chat") ?? true).map(({ id }) => id)
      : [],
  );
  const routeNames = config.routes.map(({ id }) => id);
  return {
    keys,
    // `auto` where it is there, then the other routes, then what providers have, the first tried first.
    names: [...new Set([...routeNames.filter((id) => id === "auto"), ...routeNames, ...chats])].slice(0, mostNames),
    defaults,
    routes: config.routes.map((route) => route.id),
    models: [...new Set(models)].sort(),
    providers: config.providers.map((provider) => provider.id),
  };
}

/** So many names are more than enough to find one that a key may use. */
const mostNames = 500;

/** Dialogs and filters live in the URL and need nothing new. */
export const shouldRevalidate = exceptForSearch;

const views = ["active", "all", "inactive"] as const;

export default function Keys({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("keys");
  const [parameters, setParameters] = useSearchParams();
  // Without scripts the new secret comes with the page itself, once.
  const posted = actionData?.ok ? actionData : null;
  const room = useRoom();
  const [issued, setIssued] = useState<IssuedSecret | null>(posted?.issued ?? null);
  const { keys } = loaderData;
  const view = views.find((each) => each === parameters.get("view")) ?? "all";
  const text = (parameters.get("q") ?? "").trim().toLowerCase();
  const set = useCallback(
    (changes: Record<string, string | null>, replace = true) =>
      setParameters(
        (previous) => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace, preventScrollReset: true },
      ),
    [setParameters],
  );
  const closeDialogs = useCallback(() => set({ new: null, edit: null, rotate: null }), [set]);
  const shown = keysInOrder(
    keys.filter(
      (key) =>
        `${key.name} ${key.owner ?? ""} ${key.id} ${key.prefix}`.toLowerCase().includes(text) &&
        (view === "all" || isInactive(key) === (view === "inactive")),
    ),
    parameters,
  );
  const editing = keys.find((key) => key.id === parameters.get("edit"));
  const rotating = keys.find((key) => key.id === parameters.get("rotate"));
  const revoking = keys.find((key) => key.id === parameters.get("revoke"));
  const create = (
    <Button asChild>
      <Link to="?new" data-shortcut="new" preventScrollReset>
        <Plus />
        {t("create")}
      </Link>
    </Button>
  );
  return (
    <Page
      title={t("title")}
      hint={t("hint")}
      actions={create}
      mobileActions={
        <Button size="sm" asChild>
          <Link to="?new" preventScrollReset>
            <Plus />
            {t("createShort")}
          </Link>
        </Button>
      }
    >
      {keys.length === 0 ? (
        <Card>
          <EmptyState icon={KeyRound} title={t("empty.title")} actions={create}>
            {t("empty.help")}
          </EmptyState>
        </Card>
      ) : (
        <>
          <ListFilter label={t("filter")} onText={(text) => set({ q: text || null })} className="mb-3">
            <SegmentedField
              name="view"
              label={t("column.status")}
              value={view}
              onValueChange={(next) => set({ view: next === "all" ? null : next })}
              items={views.map((each) => ({
                value: each,
                label: (
                  <>
                    {t(`view.${each}`)}
                    <span className="tnum text-muted-foreground">
                      {each === "all"
                        ? keys.length
                        : keys.filter((key) => isInactive(key) === (each === "inactive")).length}
                    </span>
                  </>
                ),
              }))}
            />
            <FilterButton />
            <BudgetSummary keys={keys} />
          </ListFilter>
          {shown.length === 0 ? (
            <Card>
              <NoMatch icon={KeyRound} title={t("noMatch")} to="/admin/keys" clear={t("clearFilters")} />
            </Card>
          ) : (
            <>
              {room === "cards" ? null : <KeyTable keys={shown} routes={loaderData.routes} />}
              {room === "tables" ? null : <KeyCards keys={shown} />}
            </>
          )}
        </>
      )}
      {/* The address without the dialog is on its way when the new secret is there. */}
      {posted === null && issued === null && (parameters.has("new") || editing) ? (
        <KeyDialog
          key={editing?.id ?? "new"}
          editing={editing ?? null}
          admin={parameters.get("new") === "admin"}
          defaults={loaderData.defaults}
          suggestions={loaderData}
          onClose={closeDialogs}
          onIssued={setIssued}
        />
      ) : null}
      {posted === null && issued === null && rotating ? (
        <RotateDialog key={rotating.id} rotating={rotating} onClose={closeDialogs} onIssued={setIssued} />
      ) : null}
      {posted === null && revoking ? <RevokeDialog key={revoking.id} revoking={revoking} /> : null}
      {issued ? <SecretDialog issued={issued} names={loaderData.names} onClose={() => setIssued(null)} /> : null}
    </Page>
  );
}
