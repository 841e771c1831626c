import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { useFetcher } from "react-router";
import { ConfirmByName } from "~/components/confirm-by-name";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { routePath } from "../admin.models/route-cards";
import type { writeRoute } from "./actions.server";

interface DeleteCardProps {
  id: string;
  fetcher: ReturnType<typeof useFetcher<typeof writeRoute>>;
}

export function DeleteCard({ id, fetcher }: DeleteCardProps) {
  const { t } = useTranslation("models");
  const [deleting, setDeleting] = useState(false);
  return (
    <Card className="border-bad/40">
      <CardHeader title={t("delete.heading")} />
      <div className="space-y-3 px-4 pb-4">
        <p className="text-xs text-muted-foreground">{t("delete.text", { name: id })}</p>
        <Button variant="destructive-outline" size="sm" onClick={() => setDeleting(true)}>
          <Trash2 />
          {t("delete.confirm")}
        </Button>
      </div>
      <ConfirmByName
        open={deleting}
        onOpenChange={setDeleting}
        title={t("delete.title", { name: id })}
        description={t("delete.text", { name: id })}
        name={id}
        confirmLabel={t("delete.confirm")}
        fetcher={fetcher}
        action={routePath(id)}
        fields={{ intent: "delete" }}
      />
    </Card>
  );
}
