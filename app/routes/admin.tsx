import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, Outlet, useLocation, useRouteLoaderData } from "react-router";
import { providerHealth } from "~/admin/health.server";
import { onlyForms } from "~/auth/only-forms.server";
import { catchUp, keepNothing, requireAdmin } from "~/auth/require-admin.server";
import { ErrorScreen } from "~/components/error-screen";
import { NotFoundScreen } from "~/components/not-found-screen";
import { Page } from "~/components/page";
import { allPages } from "~/components/shell/navigation";
import { Shell } from "~/components/shell/shell";
import { platformContext } from "~/context";
import type { Route } from "./+types/admin";

export const middleware: Route.MiddlewareFunction[] = [keepNothing, requireAdmin, onlyForms, catchUp];

/** How many providers need someone: switched on, but not healthy. */
export async function loader({ context }: Route.LoaderArgs) {
  const health = await providerHealth(context.get(platformContext));
  return { attention: health.filter((provider) => provider.state !== "healthy" && provider.state !== "off").length };
}

export default function Admin({ loaderData }: Route.ComponentProps) {
  return (
    <Shell attention={loaderData.attention}>
      <Outlet />
    </Shell>
  );
}

/** A page that fails or is not there keeps the navigation around it. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const { t } = useTranslation();
  const data = useRouteLoaderData<typeof loader>("routes/admin");
  const notFound = isRouteErrorResponse(error) && error.status === 404;
  const { pathname } = useLocation();
  // The page that failed, by the longest address that it lies under.
  const page = allPages.findLast(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <Shell attention={data?.attention ?? 0}>
      <Page title={notFound ? t("notFound.short") : t(page ? `nav.${page.id}` : "error.badge")}>
        {notFound ? <NotFoundScreen search /> : <ErrorScreen error={error} />}
      </Page>
    </Shell>
  );
}
