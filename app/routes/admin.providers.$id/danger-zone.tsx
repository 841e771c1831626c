import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link } from "react-router";
import { ConfirmByName } from "~/components/confirm-by-name";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { AloneDialog } from "../admin.providers/alone-dialog";
import { DrainLabel } from "../admin.providers/drain-label";
import { useDrain } from "../admin.providers/use-drain";
import type { ProviderDetail } from "./detail-data.server";
import { useDialogAddress } from "./use-dialog-address";

/** What uses the provider, the careful way out (no new requests, the open ones finish), and the end of it. */
export function DangerZone({ detail }: { detail: ProviderDetail }) {
  const { t } = useTranslation("providers");
  const [asking, setAsking] = useState(false);
  const { dialog, of, to, closeTo } = useDialogAddress();
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
          {provider.drain || provider.enabled ? (
            <Form
              method="post"
              action="/admin/providers"
              onSubmit={(event) => {
                event.preventDefault();
                if (provider.drain) drain(null);
                else if (servesAlone.length > 0) setAsking(true);
                else drain("hold");
              }}
            >
              <input type="hidden" name="intent" value="drain" />
              <input type="hidden" name="id" value={provider.id} />
              <input type="hidden" name="drain" value={provider.drain ? "" : "hold"} />
              <Button type="submit" variant="outline" size="sm" busy={busy}>
                {t(provider.drain ? "drain.end" : "drain.first")}
              </Button>
            </Form>
          ) : null}
          <Button variant="destructive-outline" size="sm" asChild>
            <Link to={to("delete")} preventScrollReset>
              <Trash2 />
              {t("delete.confirm")}
            </Link>
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
      {dialog === "delete" && of === null ? (
        <ConfirmByName
          closeTo={closeTo}
          title={t("delete.title", { name: provider.name })}
          description={t("delete.text")}
          name={provider.name}
          confirmLabel={t("delete.confirm")}
          action={closeTo + to("delete")}
          fields={{ intent: "delete" }}
        />
      ) : null}
    </Card>
  );
}
