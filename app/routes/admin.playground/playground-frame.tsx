import { Code2, type LucideIcon, Plus, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "~/components/page";
import { Button } from "~/components/ui/button";
import { Sheet, SheetContent } from "~/components/ui/sheet";
import { Segmented } from "~/components/ui/toggle-group";
import type { ColumnPlace } from "./column-frame";
import { mostColumns } from "./conversation";
import { ModeLinks, ModeTitle } from "./mode-links";
import { ViewCode, type ViewCodeProps } from "./view-code";

interface PlaygroundFrameProps {
  documentTitle: string;
  columns: { id: string; model: string }[];
  compare: () => void;
  removeColumn: (id: string) => void;
  clear: () => void;
  /** Above the columns, over their whole width. */
  notice?: ReactNode;
  renderColumn: (id: string, place: ColumnPlace) => ReactNode;
  composer: ReactNode;
  parameters: ReactNode;
  code: Pick<ViewCodeProps, "languages" | "sample">;
}

/** What the modes share: up to three columns, one composer, the parameters beside them, "View code". */
export function PlaygroundFrame({
  documentTitle,
  columns,
  compare,
  removeColumn,
  clear,
  notice,
  renderColumn,
  composer,
  parameters,
  code,
}: PlaygroundFrameProps) {
  const { t } = useTranslation("playground");
  const [shownId, setShownId] = useState("");
  const [open, setOpen] = useState<"parameters" | "code" | null>(null);
  const shown = columns.find(({ id }) => id === shownId) ?? columns[0];
  return (
    <Page
      title={<ModeTitle />}
      documentTitle={documentTitle}
      flush
      className="flex flex-col pb-0!"
      actions={
        <>
          <ModeLinks />
          <span aria-hidden className="mx-1 h-5 w-px bg-border" />
          <Button variant="outline" onClick={() => setOpen("code")}>
            <Code2 />
            {t("viewCode")}
          </Button>
          <Button variant="outline" onClick={clear} data-shortcut="new">
            <Plus />
            {t("new")}
          </Button>
        </>
      }
      mobileActions={
        <>
          <BarButton icon={Plus} label={t("new")} onClick={clear} />
          <BarButton icon={SlidersHorizontal} label={t("parameters")} onClick={() => setOpen("parameters")} />
          <BarButton icon={Code2} label={t("viewCode")} onClick={() => setOpen("code")} />
        </>
      }
    >
      <div className="flex h-[calc(100dvh-52px)] min-h-0 max-lg:h-[calc(100dvh-52px-64px-env(safe-area-inset-bottom))]">
        <div className="flex min-w-0 flex-1 flex-col">
          {notice}
          {columns.length > 1 ? (
            <div className="border-b bg-card p-2 lg:hidden">
              <Segmented
                label={t("column")}
                className="flex w-full"
                value={shown?.id ?? ""}
                onValueChange={setShownId}
                items={columns.map(({ id, model }) => ({
                  value: id,
                  label: <span className="max-w-24 truncate font-mono">{model || "–"}</span>,
                }))}
              />
            </div>
          ) : null}
          <div className="flex min-h-0 flex-1 lg:divide-x">
            {columns.map(({ id }, place) =>
              renderColumn(id, {
                shown: id === shown?.id,
                last: place === columns.length - 1,
                openParameters: () => setOpen("parameters"),
                compare: columns.length < mostColumns ? compare : null,
                remove: columns.length > 1 ? () => removeColumn(id) : null,
              }),
            )}
          </div>
          {composer}
        </div>
        <aside
          aria-label={t("parameters")}
          className="scroll-thin w-[248px] shrink-0 overflow-y-auto border-l bg-card max-xl:hidden"
        >
          {parameters}
        </aside>
      </div>
      <Sheet open={open === "parameters"} onOpenChange={(next) => setOpen(next ? "parameters" : null)}>
        <SheetContent title={t("parameters")} className="md:w-[320px]">
          <div className="scroll-thin overflow-y-auto">{parameters}</div>
          <div className="border-t p-3">
            <Button className="w-full" onClick={() => setOpen(null)}>
              {t("done")}
            </Button>
          </div>
        </SheetContent>
      </Sheet>
      <ViewCode
        columns={columns}
        {...code}
        open={open === "code"}
        onOpenChange={(next) => setOpen(next ? "code" : null)}
      />
    </Page>
  );
}

/** In the bar of a phone. */
const BarButton = ({ icon: Icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) => (
  <Button variant="ghost" size="icon" className="pointer-coarse:size-11" aria-label={label} onClick={onClick}>
    <Icon />
  </Button>
);
