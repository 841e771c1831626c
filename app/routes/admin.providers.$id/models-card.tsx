import { Boxes, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type AdminProvider, asModelEntry } from "~/admin/types";
import { CapabilityIcons } from "~/components/capability-icons";
import { EmptyState } from "~/components/empty-state";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Input } from "~/components/ui/input";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { ModelEntry } from "~/gateway/config";
import { cn } from "~/lib/class-names";
import { formatContext, formatInteger, formatPrice } from "~/lib/format";
import { AddModels } from "./add-models";
import { KnownCell } from "./known-cell";
import type { KnownModel } from "./known-models.server";
import { ModelDialog } from "./model-dialog";
import { ModelRows } from "./model-rows";
import { OfferSwitch } from "./offer-switch";
import { SyncDialog } from "./sync-dialog";

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
  const [open, setOpen] = useState<"add" | "sync" | null>(null);
  const [editing, setEditing] = useState<ModelEntry | null>(null);
  const [text, setText] = useState("");
  const entries = provider.models.map(asModelEntry);
  const withheld = entries.filter((entry) => entry.offered === false).length;
  const matching = entries.filter((entry) =>
    `${entry.id} ${entry.upstream ?? ""}`.toLowerCase().includes(text.trim().toLowerCase()),
  );
  const shown = matching.slice(0, limit ?? matching.length);
  return (
    <Card className="overflow-hidden">
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
        <Button variant="ghost" size="sm" onClick={() => setOpen("sync")}>
          {t("models.sync")}
        </Button>
        <Button variant="outline" size="sm" onClick={() => setOpen("add")}>
          <Plus />
          {t("models.add")}
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
      ) : (
        <>
          <ModelRows entries={shown} known={known} served={served} providerId={provider.id} onEdit={setEditing} />
          <div className="max-lg:hidden">
            <Table>
              <TableHeader className="[&>tr:last-child]:border-t">
                <TableRow>
                  <TableHead>{t("models.column.model")}</TableHead>
                  <TableHead>{t("models.column.name")}</TableHead>
                  <TableHead className="text-right">{t("models.column.context")}</TableHead>
                  <TableHead className="text-right">{t("models.column.input")}</TableHead>
                  <TableHead className="text-right">{t("models.column.output")}</TableHead>
                  <TableHead className="w-full">{t("models.column.capabilities")}</TableHead>
                  <TableHead className="text-right">{t("models.column.requests")}</TableHead>
                  <TableHead>
                    <span className="sr-only">{t("models.column.offered")}</span>
                  </TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {shown.map((entry) => (
                  <TableRow
                    key={entry.id}
                    className={cn("relative", entry.offered === false && "text-muted-foreground")}
                  >
                    <TableCell>
                      <button
                        type="button"
                        aria-label={t("models.edit", { model: entry.id })}
                        onClick={() => setEditing(entry)}
                        className="font-mono text-xs after:absolute after:inset-0"
                      >
                        {entry.upstream ?? entry.id}
                      </button>
                    </TableCell>
                    <TableCell>
                      {entry.upstream && entry.upstream !== entry.id ? (
                        <Badge variant="brand" className="font-mono font-normal">
                          {entry.id}
                        </Badge>
                      ) : (
                        <span className="text-xs text-muted-foreground">
                          {t(entry.id.includes("*") ? "models.pattern" : "models.same")}
                        </span>
                      )}
                    </TableCell>
                    <KnownCell
                      own={entry.contextLength}
                      known={known[entry.id]?.contextLength}
                      format={formatContext}
                    />
                    <KnownCell
                      own={entry.pricing?.input}
                      known={known[entry.id]?.pricing?.input}
                      format={formatPrice}
                    />
                    <KnownCell
                      own={entry.pricing?.output}
                      known={known[entry.id]?.pricing?.output}
                      format={formatPrice}
                    />
                    <TableCell>
                      <CapabilityIcons capabilities={entry.capabilities ?? known[entry.id]?.capabilities ?? []} />
                    </TableCell>
                    <TableCell className="tnum text-right">{formatInteger(served[entry.id] ?? 0)}</TableCell>
                    <TableCell className="relative">
                      <OfferSwitch entry={entry} providerId={provider.id} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </div>
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
      <AddModels open={open === "add"} onOpenChange={(next) => setOpen(next ? "add" : null)} providerId={provider.id} />
      <SyncDialog
        open={open === "sync"}
        onOpenChange={(next) => setOpen(next ? "sync" : null)}
        providerId={provider.id}
      />
      {editing ? (
        <ModelDialog
          key={editing.id}
          entry={editing}
          known={known[editing.id]}
          onClose={() => setEditing(null)}
          providerId={provider.id}
        />
      ) : null}
    </Card>
  );
}
