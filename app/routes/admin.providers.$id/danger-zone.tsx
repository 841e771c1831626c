import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { ConfirmByName } from "~/components/confirm-by-name";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { AloneDialog } from "../admin.providers/alone-dialog";
import { DrainLabel } from "../admin.providers/drain-label";
import { useDrain } from "../admin.providers/use-drain";
import type { writeProvider } from "./actions.server";
import type { ProviderDetail } from "./route";

/** What uses the provider, the careful way out (no new requests, the open ones finish), and the end of it. */
export function DangerZone({ detail }: { detail: ProviderDetail }) {
  const { t } = useTranslation("providers");
  const [deleting, setDeleting] = useState(false);
  const [asking, setAsking] = useState(false);
  const fetcher = useFetcher<typeof writeProvider>();
  const { provider, face, usedBy, servesAlone, open } = detail;
  const { drain, busy } = useDrain({ id: provider.id, face });
  return (
    <Card className="border-bad/40">
      <CardHeader title={t("danger.title")} />
      <div className="space-y-3 px-4 pb-4">
        <p className="text-xs text-muted-foreground">
          {usedBy.length === 0 ? t("danger.unused") : t("danger.used", { count: usedBy.length })}{" "}
          {usedBy.map((route) => (
            <Badge key={route} variant="brand" className="mr-1 font-mono font-normal">
              {route}
            </Badge>
          ))}
        </p>
        {provider.drain ? <DrainLabel drain={provider.drain} open={open} /> : null}
        <div className="flex flex-wrap gap-2">
          {provider.drain ? (
            <Button variant="outline" size="sm" busy={busy} onClick={() => drain(null)}>
              {t("drain.end")}
            </Button>
          ) : provider.enabled ? (
            <Button
              variant="outline"
              size="sm"
              busy={busy}
              onClick={() => (servesAlone.length > 0 ? setAsking(true) : drain("hold"))}
            >
              {t("drain.first")}
            </Button>
          ) : null}
          <Button variant="destructive-outline" size="sm" onClick={() => setDeleting(true)}>
            <Trash2 />
            {t("delete.confirm")}
          </Button>
        </div>
      </div>
      <AloneDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("drain.title", { name: face.name })}
        confirm={t("drain.start")}
        onConfirm={() => drain("hold")}
        models={servesAlone}
      />
      <ConfirmByName
        open={deleting}
        onOpenChange={setDeleting}
        title={t("delete.title", { name: provider.name })}
        description={t("delete.text")}
        name={provider.name}
        confirmLabel={t("delete.confirm")}
        fetcher={fetcher}
        action={`/admin/providers/${encodeURIComponent(provider.id)}`}
        fields={{ intent: "delete" }}
      />
    </Card>
  );
}
