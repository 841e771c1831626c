import { parseWithZod } from "@conform-to/zod/v4";
import { KeyRound, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { z } from "zod";
import type { AdminProvider } from "~/admin/types";
import { CredentialField } from "~/components/credentials/credential-field";
import { parseCredentialText } from "~/components/credentials/credential-text";
import { DialogSubmit } from "~/components/dialog-submit";
import { EmptyState } from "~/components/empty-state";
import { type KeptForm, useKeptForm } from "~/components/kept-form";
import { issueOf } from "~/components/provider-form/provider-document";
import { useProviderForm } from "~/components/provider-form/use-provider-form";
import { Button } from "~/components/ui/button";
import { Card, CardHeader } from "~/components/ui/card";
import { Dialog, DialogContent } from "~/components/ui/dialog";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "~/components/ui/table";
import type { credentialUsage } from "~/db/credential-usage.server";
import type { writeProvider } from "./actions.server";
import { CredentialRow } from "./credential-row";

interface CredentialsCardProps {
  provider: AdminProvider;
  used: Awaited<ReturnType<typeof credentialUsage>>;
}

export function CredentialsCard({ provider, used }: CredentialsCardProps) {
  const { t } = useTranslation("providers");
  const keptForm = useKeptForm();
  const [adding, setAdding] = useState(keptForm.restored?.get("intent") === "credentials.add");
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
              <TableHead className="text-right" title={used.partial ? t("credentials.partial") : undefined}>
                {t("credentials.column.requests")}
              </TableHead>
              <TableHead className="text-right" title={used.partial ? t("credentials.partial") : undefined}>
                {t("credentials.column.spend")}
              </TableHead>
              <TableHead className="w-full">{t("credentials.column.lastError")}</TableHead>
              <TableHead>
                <span className="sr-only">{t("credentials.column.actions")}</span>
              </TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {states.map((credential) => (
              <CredentialRow
                key={credential.name}
                credential={credential}
                usage={used.usage.find((row) => row.credentialName === credential.name)}
                providerId={provider.id}
              />
            ))}
          </TableBody>
        </Table>
      )}
      <AddCredentials open={adding} onOpenChange={setAdding} providerId={provider.id} keptForm={keptForm} />
    </Card>
  );
}

interface AddCredentialsProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  providerId: string;
  keptForm: KeptForm;
}

const keysSchema = z.object({
  credentials: z
    .string({ error: "noKey" })
    .refine((text) => parseCredentialText(text).credentials.length > 0, { error: "noKey" }),
});
const checkKeys = ({ formData }: { formData: FormData }) => parseWithZod(formData, { schema: keysSchema });

function AddCredentials({ open, onOpenChange, providerId, keptForm }: AddCredentialsProps) {
  const { t } = useTranslation("providers");
  const { t: common } = useTranslation();
  const fetcher = useFetcher<typeof writeProvider>();
  const { restored, keep, forget } = keptForm;
  const [text, setText] = useState(() => String(restored?.get("credentials") ?? ""));
  const count = parseCredentialText(text).credentials.length;
  const failure = fetcher.data && !fetcher.data.ok ? fetcher.data : null;
  const form = useProviderForm({ id: "add-credentials", failure, fields: ["credentials"], validate: checkKeys });
  const failed =
    failure?.code === "network" ? common("save.network") : (issueOf(form.issues, "credentials") ?? form.errors[0]);
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data) forget();
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
          <DialogSubmit form="add-credentials" busy={fetcher.state !== "idle"}>
            {count === 0 ? t("credentials.add") : t("credentials.addCount", { count })}
          </DialogSubmit>
        }
      >
        <fetcher.Form
          {...form.props}
          method="post"
          action={`/admin/providers/${encodeURIComponent(providerId)}`}
          onSubmit={(event) => {
            form.onSubmit(event);
            if (!event.defaultPrevented) keep(new FormData(event.currentTarget));
          }}
        >
          <input type="hidden" name="intent" value="credentials.add" />
          <CredentialField autoFocus label={t("new.keys")} value={text} onChange={setText} error={failed} rows={7} />
          {restored && text !== "" ? (
            <p role="status" className="mt-2 text-sm text-muted-foreground">
              {common("save.restored")}
            </p>
          ) : null}
        </fetcher.Form>
      </DialogContent>
    </Dialog>
  );
}
