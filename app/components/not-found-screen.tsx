import { House, Search } from "lucide-react";
import { Trans, useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { usePalette } from "~/components/shell/palette-context";
import { Button } from "~/components/ui/button";
import { Kbd } from "~/components/ui/kbd";

/** The lane that ends. `search` where the command palette is at hand. */
export function NotFoundScreen({ search = false }: { search?: boolean }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const openPalette = usePalette();
  return (
    <div className="flex min-h-[72dvh] flex-1 flex-col items-center justify-center text-center">
      <BrokenLane />
      <h2 className="mt-6 text-2xl font-semibold tracking-[-0.02em]">{t("notFound.title")}</h2>
      <p className="mt-1.5 max-w-full break-words text-sm text-muted-foreground">
        <Trans
          i18nKey="notFound.text"
          values={{ path: pathname }}
          components={{ code: <code className="break-all font-mono text-xs" /> }}
        />
      </p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <Button asChild>
          <Link to="/admin">
            <House aria-hidden />
            {t("notFound.home")}
          </Link>
        </Button>
        {search ? (
          <Button variant="outline" onClick={openPalette}>
            <Search aria-hidden />
            {t("palette.open")}
            <Kbd className="ml-1">{t("palette.modifier")} K</Kbd>
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function BrokenLane() {
  return (
    <svg viewBox="0 0 320 84" className="w-[320px] max-w-full" fill="none" aria-hidden="true">
      <g strokeWidth="1.5" stroke="var(--border-strong)">
        <path d="M0 42H70C110 42 110 12 150 12H250" />
        <path d="M70 42C110 42 110 72 150 72H250" />
      </g>
      <path d="M0 42H132" stroke="var(--primary)" strokeWidth="2" />
      <path d="M172 42H320" stroke="var(--border-strong)" strokeWidth="1.5" strokeDasharray="3 5" />
      <circle cx="136" cy="42" r="4.5" fill="var(--primary)" />
      <circle cx="168" cy="42" r="4" fill="var(--background)" stroke="var(--border-strong)" strokeWidth="1.5" />
    </svg>
  );
}
