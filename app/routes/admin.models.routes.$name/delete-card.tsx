import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, type useFetcher, useSearchParams } from "react-router";
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
  const [parameters] = useSearchParams();
  return (
    <Card className="border-bad/40">
      <CardHeader title={t("delete.heading")} />
      <div className="space-y-3 px-4 pb-4">
        <p className="text-xs text-muted-foreground">{t("delete.text", { name: id })}</p>
        <Button variant="destructive-outline" size="sm" asChild>
          <Link to="?delete" preventScrollReset>
            <Trash2 />
            {t("delete.confirm")}
          </Link>
        </Button>
      </div>
      {parameters.has("delete") ? (
        <ConfirmByName
          closeTo={routePath(id)}
          title={t("delete.title", { name: id })}
          description={t("delete.text", { name: id })}
          name={id}
          confirmLabel={t("delete.confirm")}
          fetcher={fetcher}
          action={`${routePath(id)}?delete`}
          fields={{ intent: "delete" }}
        />
      ) : null}
    </Card>
  );
}
