import { ScrollText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { useRoom } from "~/components/hooks/use-room";
import { Badge } from "~/components/ui/badge";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import { When } from "~/components/when";
import type { ProviderAttempt } from "~/db/log/attempts.server";
import { formatDuration } from "~/lib/format";
import { attemptTone } from "~/lib/status-tone";
import { AttemptList } from "./attempt-list";

export function AttemptsTab({ attempts, providerId }: { attempts: ProviderAttempt[]; providerId: string }) {
  const { t } = useTranslation("providers");
  const room = useRoom();
  if (attempts.length === 0) {
    return (
      <Card>
        <EmptyState icon={ScrollText} title={t("detail.noAttempts")} />
      </Card>
    );
  }
  const oldest = attempts.at(-1);
  return (
    <>
      <Card className="overflow-clip">
        {room === "tables" ? null : (
          <div className="lg:hidden">
            <AttemptList attempts={attempts} />
          </div>
        )}
        {room === "cards" ? null : (
          <Table className="max-lg:hidden">
            <TableHeader>
              <TableRow>
                <TableHead>{t("attempt.time")}</TableHead>
                <TableHead>{t("attempt.code")}</TableHead>
                <TableHead>{t("attempt.model")}</TableHead>
                <TableHead>{t("attempt.credential")}</TableHead>
                <TableHead className="text-right">{t("attempt.firstByte")}</TableHead>
                <TableHead className="text-right">{t("attempt.duration")}</TableHead>
                <TableHead className="w-full">{t("attempt.message")}</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {attempts.map((attempt) => (
                <TableRow key={`${attempt.requestId}-${attempt.index}`} className="relative">
                  <TableCell>
                    <Link
                      to={`/admin/requests/${encodeURIComponent(attempt.requestId)}`}
                      data-row-id={attempt.requestId}
                      className="after:absolute after:inset-0"
                    >
                      <When time={attempt.createdAt} className="tnum text-muted-foreground" />
                    </Link>
                  </TableCell>
                  <TableCell>
                    <Badge variant={attemptTone(attempt.status)} className="min-w-9 justify-center font-mono">
                      {attempt.status ?? "–"}
                    </Badge>
                  </TableCell>
                  <TableCell className="font-mono text-xs">{attempt.model}</TableCell>
                  <TableCell className="font-mono text-xs text-muted-foreground">
                    {attempt.credentialName ?? "–"}
                  </TableCell>
                  <TableCell className="tnum text-right">{formatDuration(attempt.firstByteMs)}</TableCell>
                  <TableCell className="tnum text-right">{formatDuration(attempt.latencyMs)}</TableCell>
                  <TableCell
                    className="max-w-0 truncate text-xs text-muted-foreground"
                    title={attempt.errorMessage ?? undefined}
                  >
                    {attempt.errorMessage ?? attempt.errorCode ?? "–"}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      {attempts.length === 50 && oldest ? (
        <div className="flex justify-center">
          <Button variant="outline" asChild>
            <Link
              to={`/admin/providers/${encodeURIComponent(providerId)}/attempts?before=${Date.parse(oldest.createdAt)}`}
            >
              {t("attempt.older")}
            </Link>
          </Button>
        </div>
      ) : null}
    </>
  );
}
