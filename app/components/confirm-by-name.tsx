import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type FetcherWithComponents, Link, useFetcher, useNavigate } from "react-router";
import { confirmationSchema } from "~/components/checked-form/confirmation";
import { FormNotices } from "~/components/checked-form/form-notices";
import { useCheckedForm } from "~/components/checked-form/use-checked-form";
import { NameField } from "~/components/name-field";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "~/components/ui/alert-dialog";
import { Button } from "~/components/ui/button";

interface ConfirmByNameProps {
  /** The address without this question. */
  closeTo: string;
  title: ReactNode;
  description: ReactNode;
  /** What must be typed. */
  name: string;
  confirmLabel: ReactNode;
  /** Without it one of its own. */
  fetcher?: FetcherWithComponents<{ ok: boolean } | undefined>;
  /** Its answer to a deletion leads to another page. */
  action: string;
  /** Sent with the form. */
  fields: Record<string, string>;
  children?: ReactNode;
}

/**
 * Deleting asks for the name, so that nobody deletes the neighbour. It stays open on what is refused. The question has an
 * address: its page draws it there, also before hydration.
 */
export function ConfirmByName({ name, fields, ...props }: ConfirmByNameProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const close = () => void navigate(props.closeTo, { replace: true, preventScrollReset: true });
  const own = useFetcher<{ ok: boolean }>();
  const fetcher = props.fetcher ?? own;
  const form = useCheckedForm({ id: "confirm-by-name", schema: confirmationSchema, fetcher, intent: fields.intent });
  return (
    <AlertDialog open onOpenChange={(open) => !open && close()}>
      <AlertDialogContent
        addressed
        title={props.title}
        description={props.description}
        footer={
          <>
            <AlertDialogCancel asChild>
              <Button variant="outline" asChild>
                <Link to={props.closeTo} preventScrollReset replace>
                  {t("cancel")}
                </Link>
              </Button>
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
          <NameField name={name} error={form.errorOf("confirmation")} autoFocus />
        </fetcher.Form>
      </AlertDialogContent>
    </AlertDialog>
  );
}
