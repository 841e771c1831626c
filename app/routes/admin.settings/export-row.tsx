import { ChevronDown, Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { cn } from "~/lib/class-names";
import type { ExportResult } from "./export-action.server";
import { SealedExport } from "./sealed-export";
import { Row } from "./section";

/** Both kinds of export. `posted`: what the page was answered without scripts. */
export function ExportRow({ posted }: { posted: ExportResult["answer"] | null }) {
  const { t } = useTranslation("settings");
  const [open, setOpen] = useState(posted !== null);
  const pressed = useRef(false);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open && pressed.current) panel.current?.querySelector<HTMLElement>("[name=passphrase]")?.focus();
  }, [open]);
  return (
    <>
      <Row label={t("config.export")} text={t("config.exportText")}>
        <Button asChild variant="outline">
          <a href="/admin/settings/export" download>
            <Download aria-hidden />
            {t("config.plain")}
          </a>
        </Button>
        <Button asChild variant="outline">
          {/* biome-ignore lint/a11y/useValidAnchor: without scripts its address shows the form */}
          <a
            href="#encrypted-export"
            aria-expanded={open}
            aria-controls="encrypted-export"
            onClick={(event) => {
              event.preventDefault();
              pressed.current = true;
              setOpen(!open);
            }}
          >
            {t("config.sealed")}
            <ChevronDown aria-hidden className={cn("transition-transform", open && "rotate-180")} />
          </a>
        </Button>
      </Row>
      <section
        ref={panel}
        id="encrypted-export"
        aria-label={t("config.sealedLabel")}
        className={cn("scroll-mt-20 border-t px-5 py-3.5", !open && "hidden target:block")}
      >
        <SealedExport posted={posted} />
      </section>
    </>
  );
}
