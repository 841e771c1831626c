import { Boxes, Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher, useSearchParams } from "react-router";
import { type AdminProvider, asModelEntry } from "~/admin/types";
import { EmptyState } from "~/components/empty-state";
import { useAnswer, useReason } from "~/components/hooks/use-answer";
import { useRoom } from "~/components/hooks/use-room";
import { showProblem } from "~/components/page-problem";
import { inOrder, readSort } from "~/components/sort";
import { confirmDone } from "~/components/toast";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Input } from "~/components/ui/input";
import type { ModelEntry } from "~/gateway/config/config";
import type { writeProvider } from "./actions.server";
import { AddModels } from "./add-models";
import type { KnownModel } from "./known-models.server";
import { ModelDialog } from "./model-dialog";
import { modelColumns, modelValue } from "./model-order";
import { ModelRows } from "./model-rows";
import { ModelTable } from "./model-table";
import { SyncDialog } from "./sync-dialog";
import { useDialogAddress } from "./use-dialog-address";

interface ModelsCardProps {
  provider: AdminProvider;
  /** What the catalogue knows of the models, by entry: shown where the operator says nothing else. */
  known: Record<string, KnownModel>;
  /** Requests of 24 hours by entry. */
  served: Record<string, number>;
  /** Rows to show; the rest is behind `more`. */
  limit?: number;
  more?: string;
}

export function ModelsCard({ provider, known, served, limit, more }: ModelsCardProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const [comparing, setComparing] = useState(false);
  const { dialog, of, to, close } = useDialogAddress();
  const [text, setText] = useState("");
  const room = useRoom();
  const [parameters] = useSearchParams();
  const entries = provider.models.map(asModelEntry);
  const editing = dialog === "model" ? entries.find((entry) => entry.id === of) : undefined;
  const withheld = entries.filter((entry) => entry.offered === false).length;
  const matching = inOrder(
    entries.filter((entry) => `${entry.id} ${entry.upstream ?? ""}`.toLowerCase().includes(text.trim().toLowerCase())),
    readSort(parameters.get("sort"), modelColumns),
    (entry, column) => modelValue(entry, column, known[entry.id], served[entry.id]),
  );
  const restore = useFetcher<typeof writeProvider>();
  const reason = useReason();
  useAnswer(restore, (answer) => {
    if (!answer.ok) showProblem(t("models.notRestored"), reason(answer));
  });
  const remover = useFetcher<typeof writeProvider>();
  const removed = useRef<ModelEntry | null>(null);
  useAnswer(remover, (answer) => {
    const entry = removed.current;
    if (entry === null) return;
    close();
    if (!answer.ok) {
      showProblem(t("models.notChanged", { model: entry.id }), reason(answer));
      return;
    }
    const fields = { intent: "models.restore", entry: JSON.stringify(entry) };
    const action = `/admin/providers/${encodeURIComponent(provider.id)}`;
    confirmDone(t("models.removed", { model: entry.id }), {
      duration: 8000,
      action: { label: common("undo"), onClick: () => void restore.submit(fields, { method: "post", action }) },
    });
  });
  const shown = matching.slice(0, limit ?? matching.length);
  const rows = { entries: shown, known, served, providerId: provider.id, to };
  return (
    <Card className="overflow-clip">
      <CardHeader
        title={t("tab.models")}
        hint={
          entries.length === 0
            ? t("models.any")
            : withheld > 0
              ? t("models.someOf", { offered: entries.length - withheld, count: entries.length })
              : t("models.count", { count: entries.length })
        }
      >
        <Button variant="ghost" size="sm" onClick={() => setComparing(true)}>
          {t("models.sync")}
        </Button>
        <Button variant="outline" size="sm" asChild>
          <Link to={to("models")} preventScrollReset data-shortcut="new">
            <Plus />
            {t("models.add")}
          </Link>
        </Button>
      </CardHeader>
      {limit === undefined && entries.length > 12 ? (
        <div className="border-t px-4 py-2">
          <Input
            type="search"
            data-shortcut="filter"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={t("models.filter")}
            aria-label={t("models.filter")}
            className="max-w-64"
          />
        </div>
      ) : null}
      {entries.length === 0 ? (
        <EmptyState icon={Boxes} title={t("models.anyTitle")} className="border-t py-8">
          {t("models.anyHint")}
        </EmptyState>
      ) : matching.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t("models.noMatch")}
          className="border-t py-8"
          actions={
            <Button variant="outline" onClick={() => setText("")}>
              {t("clearFilters")}
            </Button>
          }
        />
      ) : (
        <>
          {room === "tables" ? null : <ModelRows {...rows} />}
          {room === "cards" ? null : <ModelTable {...rows} />}
        </>
      )}
      {more && shown.length < matching.length ? (
        <Link
          to={more}
          className="flex h-9 items-center justify-center border-t text-xs text-brand-text hover:bg-accent/60"
        >
          {t("models.more", { count: matching.length - shown.length })}
        </Link>
      ) : null}
      {dialog === "models" ? <AddModels providerId={provider.id} /> : null}
      <SyncDialog open={comparing} onOpenChange={setComparing} providerId={provider.id} />
      {editing ? (
        <ModelDialog
          key={editing.id}
          entry={editing}
          known={known[editing.id]}
          providerId={provider.id}
          remover={remover}
          onRemove={() => {
            removed.current = editing;
          }}
        />
      ) : null}
    </Card>
  );
}
