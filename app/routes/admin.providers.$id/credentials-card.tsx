import { KeyRound, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type AdminProvider, asModelEntry, type CredentialState } from "~/admin/types";
import { EmptyState } from "~/components/empty-state";
import { useRoom } from "~/components/hooks/use-room";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { credentialUsage } from "~/db/usage/credential-usage.server";
import { AddCredentials } from "./add-credentials";
import { CredentialItem, CredentialRow } from "./credential-row";
import { CredentialTest } from "./credential-test";
import { DeleteCredential } from "./delete-credential";
import { RenameDialog } from "./rename-dialog";
import { ReplaceDialog } from "./replace-dialog";
import { useDialogAddress } from "./use-dialog-address";

interface CredentialsCardProps {
  provider: AdminProvider;
  used: Awaited<ReturnType<typeof credentialUsage>>;
}

export function CredentialsCard({ provider, used }: CredentialsCardProps) {
  const { t } = useTranslation("providers");
  const { dialog, of, to } = useDialogAddress();
  const room = useRoom();
  const states = provider.credentialStates;
  const models = provider.models.map((model) => asModelEntry(model).id).filter((id) => !id.includes("*"));
  const usable = states.filter((credential) => credential.state === "ok").length;
  const shown = (credential: CredentialState) => ({
    credential,
    usage: used.usage.find((row) => row.credentialName === credential.name),
    providerId: provider.id,
  });
  const named = states.find(({ name }) => name === of);
  const add = (
    <Button variant="outline" size="sm" asChild>
      <Link to={to("keys")} preventScrollReset data-shortcut="new">
        <Plus />
        {t("credentials.add")}
      </Link>
    </Button>
  );
  return (
    <Card className="overflow-clip">
      <CardHeader
        title={t("tab.credentials")}
        hint={states.length > 0 ? t("credentials.usable", { usable, total: states.length }) : null}
      >
        {add}
      </CardHeader>
      {states.length === 0 ? (
        <EmptyState icon={KeyRound} title={t("credentials.none")} className="border-t py-8">
          {t("credentials.noneHelp")}
        </EmptyState>
      ) : (
        <>
          {room === "cards" ? null : (
            <Table className="max-lg:hidden">
              <TableHeader className="[&>tr:last-child]:border-t">
                <TableRow>
                  <TableHead>{t("credentials.column.key")}</TableHead>
                  <TableHead>{t("credentials.column.health")}</TableHead>
                  <TableHead>{t("credentials.column.rateLimit")}</TableHead>
                  <TableHead className="text-right" title={used.partial ? t("credentials.partial") : undefined}>
                    {t("credentials.column.requests")}
                  </TableHead>
                  <TableHead className="text-right" title={used.partial ? t("credentials.partial") : undefined}>
                    {t("credentials.column.spend")}
                  </TableHead>
                  <TableHead className="w-[200px]">{t("credentials.column.lastError")}</TableHead>
                  <TableHead>
                    <span className="sr-only">{t("credentials.column.actions")}</span>
                  </TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {states.map((credential) => (
                  <CredentialRow key={credential.name} {...shown(credential)} />
                ))}
              </TableBody>
            </Table>
          )}
          {room === "tables" ? null : (
            <ul className="divide-y border-t lg:hidden">
              {states.map((credential) => (
                <CredentialItem key={credential.name} {...shown(credential)} />
              ))}
            </ul>
          )}
        </>
      )}
      {dialog === "keys" ? <AddCredentials providerId={provider.id} /> : null}
      {named && dialog === "rename" ? <RenameDialog key={of} name={named.name} providerId={provider.id} /> : null}
      {named && dialog === "replace" ? <ReplaceDialog key={of} name={named.name} providerId={provider.id} /> : null}
      {named && dialog === "delete" ? <DeleteCredential key={of} name={named.name} /> : null}
      {named && dialog === "test" ? (
        <CredentialTest key={of} name={named.name} providerId={provider.id} models={models} />
      ) : null}
    </Card>
  );
}
