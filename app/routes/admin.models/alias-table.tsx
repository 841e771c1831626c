import { Tags } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Tile } from "~/components/tile";
import { Card } from "~/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { ProviderFace } from "~/routes/provider-faces.server";
import type { AliasRow } from "./aliases";

export function AliasTable({ aliases, faces }: { aliases: AliasRow[]; faces: Record<string, ProviderFace> }) {
  const { t } = useTranslation("models");
  if (aliases.length === 0) {
    return (
      <Card>
        <EmptyState icon={Tags} title={t("alias.emptyTitle")}>
          {t("alias.emptyHelp")}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card className="overflow-clip">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>{t("alias.name")}</TableHead>
            <TableHead>{t("alias.upstream")}</TableHead>
            <TableHead className="w-full">{t("alias.provider")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {aliases.map((alias) => {
            const face = faces[alias.providerId];
            return (
              <TableRow key={`${alias.providerId}/${alias.id}`} className="relative">
                <TableCell>
                  <Link
                    to={`/admin/providers/${encodeURIComponent(alias.providerId)}/models`}
                    className="font-mono text-xs font-medium after:absolute after:inset-0"
                  >
                    {alias.id}
                  </Link>
                </TableCell>
                <TableCell className="font-mono text-xs text-muted-foreground">{alias.upstream}</TableCell>
                <TableCell>
                  <span className="inline-flex items-center gap-2">
                    {face ? <Tile mark={face.mark} hue={face.hue} size={18} /> : null}
                    {face?.name ?? alias.providerId}
                  </span>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Card>
  );
}
