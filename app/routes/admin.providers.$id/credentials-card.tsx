import { KeyRound, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import type { AdminProvider } from "~/admin/types";
import { CredentialField } from "~/components/credentials/credential-field";
import { parseCredentialText } from "~/components/credentials/credential-text";
import { EmptyState } from "~/components/empty-state";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Dialog, DialogClose, DialogContent } from "~/components/ui/dialog";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { writeProvider } from "./actions.server";
import { CredentialRow } from "./credential-row";

export function CredentialsCard({ provider }: { provider: AdminProvider }) {
  const { t } = useTranslation("providers");
  const [adding, setAdding] = useState(false);
  const states = provider.credentialStates;
  const usable = states.filter((credential) => credential.state === "ok").length;
  const add = (
    <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
      <Plus />
      {t("credentials.add")}
    </Button>
  );
  return (
    <Card className="overflow-hidden">
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
        <Table>
          <TableHeader className="[&>tr:last-child]:border-t">
            <TableRow>
              <TableHead>{t("credentials.column.key")}</TableHead>
              <TableHead>{t("credentials.column.health")}</TableHead>
              <TableHead className="text-right">{t("credentials.column.rejections")}</TableHead>
              <TableHead className="w-full">{t("credentials.column.lastError")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("credentials.column.actions")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {states.map((credential) => (
              <CredentialRow key={credential.name} credential={credential} providerId={provider.id} />
            ))}
          </TableBody>
        </Table>
      )}
      <AddCredentials open={adding} onOpenChange={setAdding} providerId={provider.id} />
    </Card>
  );
}

interface AddCredentialsProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  providerId: string;
}

function AddCredentials({ open, onOpenChange, providerId }: AddCredentialsProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeProvider>();
  const [text, setText] = useState("");
  const count = parseCredentialText(text).credentials.length;
  const failed = fetcher.data && !fetcher.data.ok ? fetcher.data.message : undefined;
  useEffect(() => {
    if (fetcher.state !== "idle" || !fetcher.data?.ok) return;
    setText("");
    onOpenChange(false);
  }, [fetcher.state, fetcher.data, onOpenChange]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t("credentials.addTitle")}
        description={t("credentials.addText")}
        footer={
          <>
            <DialogClose asChild>
              <Button variant="outline" className="ml-auto">
                {common("cancel")}
              </Button>
            </DialogClose>
            <Button type="submit" form="add-credentials" disabled={count === 0} busy={fetcher.state !== "idle"}>
              {count === 0 ? t("credentials.add") : t("credentials.addCount", { count })}
            </Button>
          </>
        }
      >
        <fetcher.Form id="add-credentials" method="post" action={`/admin/providers/${encodeURIComponent(providerId)}`}>
          <input type="hidden" name="intent" value="credentials.add" />
          <CredentialField autoFocus label={t("new.keys")} value={text} onChange={setText} error={failed} rows={7} />
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
