import { type ReactNode, useMemo, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { FetcherWithComponents } from "react-router";
import { z } from "zod";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { useAnswer } from "~/components/use-answer";

interface ConfirmByNameProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** What must be typed. */
  name: string;
  confirmLabel: ReactNode;
  fetcher: FetcherWithComponents<{ ok: boolean } | undefined>;
  action: string;
  /** Sent with the form. */
  fields: Record<string, string>;
  children?: ReactNode;
}

/** Deleting asks for the name, so that nobody deletes the neighbour. It stays open on what is refused. */
export function ConfirmByName(props: ConfirmByNameProps) {
  return (
    <AlertDialog open={props.open} onOpenChange={props.onOpenChange}>
      {props.open ? <Confirmation {...props} /> : null}
    </AlertDialog>
  );
}

function Confirmation({ name, fetcher, fields, ...props }: ConfirmByNameProps) {
  const { t } = useTranslation();
  const schema = useMemo(
    () =>
      z.object({
        confirmation: z.string({ error: "needed" }).refine((text) => text.trim() === name, { error: "wrongName" }),
      }),
    [name],
  );
  // What an earlier dialog was answered is not this one's.
  const [stale] = useState(fetcher.data);
  const data = fetcher.data === stale ? undefined : fetcher.data;
  const asked = { state: fetcher.state, data };
  const form = useCheckedForm({ id: "confirm-by-name", schema, fetcher: asked, intent: fields.intent });
  useAnswer(asked, (answer) => answer.ok && props.onOpenChange(false));
  return (
    <AlertDialogContent
      title={props.title}
      description={props.description}
      footer={
        <>
          <AlertDialogCancel asChild>
            <Button variant="outline">{t("cancel")}</Button>
          </AlertDialogCancel>
          <Button type="submit" form="confirm-by-name" variant="destructive" busy={form.busy}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      {props.children}
      <fetcher.Form {...form.props} method="post" action={props.action}>
        {Object.entries(fields).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <FormNotices form={form} className="mb-3" />
        <Field
          label={
            <Trans t={t} i18nKey="typeName" values={{ name }} components={{ b: <b className="font-semibold" /> }} />
          }
          error={form.errorOf("confirmation")}
        >
          <Input name="confirmation" autoComplete="off" spellCheck={false} autoFocus />
        </Field>
      </fetcher.Form>
    </AlertDialogContent>
  );
}
