import { Check } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Form, Link } from "react-router";
import type { RowAction, RowActions, RowChoice, Sent } from "~/components/actions-menu/row-action";
import { Dialog, DialogContent, DialogDismiss } from "~/components/ui/dialog";
import { cn } from "~/lib/class-names";

interface ActionsDialogProps {
  label: string;
  actions: RowActions;
  /** What takes the writes. */
  action: string;
  closeTo: string;
  onClose: () => void;
  /** Why the last write was refused. */
  problem?: string | undefined;
}

const itemClassName =
  "flex min-h-9 w-full items-center gap-2.5 rounded px-2 text-left hover:bg-accent disabled:text-muted-foreground pointer-coarse:min-h-11 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-muted-foreground";

/** A row's menu as a part of the page: links, and forms of one button. */
export function ActionsDialog({ label, actions, action, closeTo, onClose, problem }: ActionsDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={label}
        closeTo={closeTo}
        footer={
          <DialogDismiss variant="outline" className="ml-auto">
            {t("cancel")}
          </DialogDismiss>
        }
      >
        {problem ? (
          <p role="alert" className="mb-2 rounded-md bg-bad-soft px-3 py-2.5 text-sm text-bad-text">
            {problem}
          </p>
        ) : null}
        <ul className="-mx-2 text-sm">
          {actions.map((item, index) => {
            if (item === "line") return <li key={`line ${index}`} aria-hidden className="my-1 h-px bg-border" />;
            if ("choices" in item) return <Choices key={item.label} choice={item} action={action} />;
            return (
              <li key={item.label}>
                <Item item={item} action={action} onClose={onClose} />
              </li>
            );
          })}
        </ul>
      </DialogContent>
    </Dialog>
  );
}

function Item({ item, action, onClose }: { item: RowAction; action: string; onClose: () => void }) {
  const { icon: Icon, label, destructive, disabled } = item;
  const className = cn(itemClassName, destructive && "text-bad-text hover:bg-bad-soft [&_svg]:text-bad-text");
  const content = (
    <>
      <Icon aria-hidden />
      {label}
    </>
  );
  if ("to" in item)
    return (
      <Link to={item.to} className={className}>
        {content}
      </Link>
    );
  const select = () => {
    item.onSelect();
    onClose();
  };
  return (
    <Sender sends={item.sends} action={action} className={className} disabled={disabled ?? false} onSelect={select}>
      {content}
    </Sender>
  );
}

function Choices({ choice, action }: { choice: RowChoice; action: string }) {
  const { icon: Icon, label, choices } = choice;
  return (
    <Fragment>
      <li className="flex min-h-9 items-center gap-2.5 px-2 [&_svg]:size-3.5 [&_svg]:text-muted-foreground">
        <Icon aria-hidden />
        {label}
      </li>
      {choices.map(({ value, label: name }) => (
        <li key={value} className="pl-6">
          <Sender
            sends={{ fields: choice.fieldsOf(value) }}
            action={action}
            className={itemClassName}
            disabled={value === choice.value}
          >
            {name}
            {value === choice.value ? <Check aria-hidden /> : null}
          </Sender>
        </li>
      ))}
    </Fragment>
  );
}

interface SenderProps {
  sends: Sent;
  action: string;
  className: string;
  disabled: boolean;
  /** Of a button of the page's form, once scripts run. */
  onSelect?: () => void;
  children: ReactNode;
}

function Sender({ sends, action, className, disabled, onSelect, children }: SenderProps) {
  if (!("fields" in sends))
    return (
      <button
        type="submit"
        {...sends}
        className={className}
        disabled={disabled}
        onClick={(event) => {
          event.preventDefault();
          onSelect?.();
        }}
      >
        {children}
      </button>
    );
  return (
    <Form method="post" action={action}>
      {Object.entries(sends.fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={className} disabled={disabled}>
        {children}
      </button>
    </Form>
  );
}
