import geistLatin from "@fontsource-variable/geist/files/geist-latin-wght-normal.woff2?url";
import monoLatin from "@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2?url";
import { type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import { EnvironmentProvider } from "~/components/environment";
import { ErrorScreen } from "~/components/error-screen";
import { NonceContext } from "~/components/nonce";
import { Toaster } from "~/components/toast";
import { TooltipProvider } from "~/components/ui/tooltip";
import { policyScript } from "~/lib/page-policy";
import { readPreferences } from "~/lib/preferences";
import { themeScript } from "~/lib/theme";
import { useNextMessages } from "~/locales/use-next-messages";
import type { Route } from "./+types/root";
import "./styles.css";

export const links: Route.LinksFunction = () => [
  { rel: "preload", href: geistLatin, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "preload", href: monoLatin, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
];

export function loader({ request, url }: Route.LoaderArgs) {
  const preferences = readPreferences(request.headers.get("cookie"));
  return { preferences, host: url.host, origin: url.origin, renderedAt: Date.now() };
}

// Preferences change in the browser first; a late answer of the server must not undo them.
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const { i18n } = useTranslation();
  const nonce = useContext(NonceContext);
  return (
    <html
      lang={i18n.language}
      className={data?.preferences.theme === "dark" ? "dark" : undefined}
      data-motion={data?.preferences.motion}
      data-density={data?.preferences.density}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: policyScript + themeScript }}
        />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root({ loaderData }: Route.ComponentProps) {
  useNextMessages();
  return (
    <EnvironmentProvider data={loaderData}>
      <TooltipProvider delayDuration={300}>
        <Outlet />
        <Toaster />
      </TooltipProvider>
    </EnvironmentProvider>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const { t } = useTranslation();
  return (
    <main className="flex min-h-dvh flex-col p-4">
      <title>{t("product")}</title>
      <h1 className="sr-only">{t("product")}</h1>
      <ErrorScreen error={error} />
    </main>
  );
}
