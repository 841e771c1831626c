import { Plus, Server, Zap } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link, type ShouldRevalidateFunctionArgs, useSearchParams } from "react-router";
import { CardProblem } from "~/components/card-problem";
import { EmptyState } from "~/components/empty-state";
import { useLive } from "~/components/hooks/use-live";
import { useLate } from "~/components/late";
import { NoMatch } from "~/components/no-match";
import { Page } from "~/components/page";
import { Tile } from "~/components/tile";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { platformContext } from "~/context";
import { presets } from "~/gateway/catalog/presets";
import { keepInput } from "~/routes/keep-input";
import { soon } from "~/routes/soon.server";
import { exceptForSearch } from "../revalidation";
import type { Route } from "./+types/route";
import { writeRow } from "./actions.server";
import { DeleteDialog } from "./delete-dialog";
import { matchesFilter, ProviderFilters, readFilter } from "./filters";
import { ColumnHeads, PriorityTier } from "./priority-tier";
import { providerViews } from "./provider-views.server";
import { ProvidersSkeleton } from "./providers-skeleton";
import { tiersOf } from "./tiers";
import { useMover } from "./use-mover";

export const action = (args: Route.ActionArgs) => writeRow(args);
export const clientAction = ({ serverAction }: Route.ClientActionArgs) => keepInput(() => serverAction());

/** How often the open requests of a drain are counted again. */
const drainLookMs = 2000;
const quickPicks = ["openai", "anthropic", "gemini", "deepseek", "qwen", "openrouter"];

export async function loader({ context }: Route.LoaderArgs) {
  const providers = await soon(providerViews(context.get(platformContext), Date.now()));
  const quick = quickPicks.flatMap((pick) => {
    const preset = presets.find(({ id }) => id === pick);
    return preset ? [{ id: pick, name: preset.name, mark: preset.mark, hue: preset.hue }] : [];
  });
  return { providers: providers.late, quick };
}

// Filters work on what is here already, and a test changes nothing that is listed.
export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  args.formData?.get("intent") !== "test" && exceptForSearch(args);

export default function Providers({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation("providers");
  const [parameters] = useSearchParams();
  const [testRun, setTestRun] = useState(0);
  const move = useMover();
  const late = useLate(loaderData.providers);
  const providers = late.value ?? [];
  useLive(
    drainLookMs,
    providers.some(({ drain }) => drain !== null),
  );
  const add = (
    <Button asChild>
      <Link to="/admin/providers/new" data-shortcut="new">
        <Plus />
        {t("add")}
      </Link>
    </Button>
  );
  if (late.value?.length === 0) return <NoProviders quick={loaderData.quick} add={add} />;
  const filter = readFilter(parameters);
  const deleting = providers.find(({ id }) => id === parameters.get("delete"));
  const tiers = tiersOf(providers)
    .map((tier) => ({ ...tier, providers: tier.providers.filter((provider) => matchesFilter(provider, filter)) }))
    .filter((tier) => tier.providers.length > 0);
  return (
    <Page
      title={t("title")}
      hint={t("hint")}
      actions={
        <>
          <Form
            method="post"
            onSubmit={(event) => {
              event.preventDefault();
              setTestRun((run) => run + 1);
            }}
          >
            <input type="hidden" name="intent" value="testAll" />
            <Button type="submit" variant="outline">
              <Zap />
              {t("testAll")}
            </Button>
          </Form>
          {add}
        </>
      }
      mobileActions={
        <Button size="sm" asChild>
          <Link to="/admin/providers/new">
            <Plus />
            {t("addShort")}
          </Link>
        </Button>
      }
    >
      <ProviderFilters providers={providers} />
      {late.failed ? (
        <Card>
          <CardProblem />
        </Card>
      ) : late.value === null ? (
        <ProvidersSkeleton />
      ) : tiers.length === 0 ? (
        <Card>
          <NoMatch icon={Server} title={t("noMatch")} to="/admin/providers" clear={t("clearFilters")} />
        </Card>
      ) : (
        <>
          <ColumnHeads />
          {tiers.map((tier, index) => (
            <PriorityTier
              key={tier.priority}
              tier={tier}
              tiers={tiers}
              last={index === tiers.length - 1}
              testRun={testRun}
              move={move}
            />
          ))}
        </>
      )}
      {deleting ? <DeleteDialog key={deleting.id} deleting={deleting} /> : null}
    </Page>
  );
}

interface NoProvidersProps {
  quick: { id: string; name: { en: string; zh: string }; mark: string; hue: number }[];
  /** The page's own button. */
  add: ReactNode;
}

function NoProviders({ quick, add }: NoProvidersProps) {
  const { t, i18n } = useTranslation("providers");
  return (
    <Page title={t("title")} actions={add}>
      <Card className="flex min-h-[520px] flex-col items-center justify-center">
        <EmptyState
          icon={Server}
          title={t("empty.title")}
          actions={
            <>
              <Button asChild>
                <Link to="/admin/providers/new">
                  <Plus />
                  {t("add")}
                </Link>
              </Button>
              <Button variant="outline" asChild>
                <Link to="/admin/settings/config">{t("empty.import")}</Link>
              </Button>
            </>
          }
        >
          {t("empty.help")}
        </EmptyState>
        <div className="-mt-4 flex flex-wrap justify-center gap-2 px-6 pb-10">
          {quick.map((preset) => (
            <Link
              key={preset.id}
              to={`/admin/providers/new/${preset.id}`}
              className="flex h-9 items-center gap-2 rounded-md border bg-card pl-1.5 pr-3 text-sm shadow-card hover:border-border-strong"
            >
              <Tile mark={preset.mark} hue={preset.hue} size={22} />
              {i18n.language.startsWith("zh") ? preset.name.zh : preset.name.en}
            </Link>
          ))}
        </div>
      </Card>
    </Page>
  );
}
