import { type ReactNode, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { FetcherWithComponents } from "react-router";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";

interface ConfirmByNameProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** What must be typed. */
  name: string;
  confirmLabel: ReactNode;
  fetcher: FetcherWithComponents<unknown>;
  action: string;
  /** Sent with the form. */
  fields: Record<string, string>;
  /** Of the last try; the dialog stays open on it. */
  error?: string;
  children?: ReactNode;
}

/** Deleting asks for the name, so that nobody deletes the neighbour. */
export function ConfirmByName(props: ConfirmByNameProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const { name, fetcher, fields, error } = props;
  return (
    <AlertDialog
      open={props.open}
      onOpenChange={(open) => {
        setTyped("");
        props.onOpenChange(open);
      }}
    >
      <AlertDialogContent
        title={props.title}
        description={props.description}
        footer={
          <>
            <AlertDialogCancel asChild>
              <Button variant="outline">{t("cancel")}</Button>
            </AlertDialogCancel>
            <Button
              type="submit"
              form="confirm-by-name"
              variant="destructive"
              disabled={typed.trim() !== name}
              busy={fetcher.state !== "idle"}
            >
              {props.confirmLabel}
            </Button>
          </>
        }
      >
        {props.children}
        <fetcher.Form id="confirm-by-name" method="post" action={props.action}>
          {Object.entries(fields).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <Field
            label={
              <Trans t={t} i18nKey="typeName" values={{ name }} components={{ b: <b className="font-semibold" /> }} />
            }
            error={error}
          >
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        </fetcher.Form>
      </AlertDialogContent>
    </AlertDialog>
  );
}
