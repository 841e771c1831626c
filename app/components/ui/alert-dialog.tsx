import { AlertDialog as AlertDialogPrimitive } from "radix-ui";
import { type ComponentProps, Fragment, type ReactNode } from "react";
import { Covered } from "~/components/ui/covered";
import { dialogClassName, overlayClassName } from "~/components/ui/dialog";
import { ReturnFocus } from "~/components/ui/return-focus";
import { cn } from "~/lib/class-names";

export const AlertDialog = AlertDialogPrimitive.Root;
export const AlertDialogCancel = AlertDialogPrimitive.Cancel;
export const AlertDialogAction = AlertDialogPrimitive.Action;

interface AlertDialogContentProps extends Omit<ComponentProps<typeof AlertDialogPrimitive.Content>, "title"> {
  title: ReactNode;
  description: ReactNode;
  footer: ReactNode;
  /** It has an address of its own: it is then part of the page, and there before hydration. */
  addressed?: boolean;
}

export function AlertDialogContent({
  title,
  description,
  footer,
  addressed,
  children,
  className,
  ...props
}: AlertDialogContentProps) {
  const Place = addressed ? Fragment : AlertDialogPrimitive.Portal;
  return (
    <Place>
      <AlertDialogPrimitive.Overlay className={overlayClassName} />
      <AlertDialogPrimitive.Content
        data-slot="alert-dialog-content"
        className={cn(dialogClassName, className)}
        {...props}
      >
        <Covered />
        <ReturnFocus />
        <div className="scroll-thin min-h-0 space-y-4 overflow-y-auto p-5">
          <div className="space-y-1">
            <AlertDialogPrimitive.Title className="text-lg font-semibold tracking-[-0.01em]">
              {title}
            </AlertDialogPrimitive.Title>
            <AlertDialogPrimitive.Description className="text-sm text-muted-foreground">
              {description}
            </AlertDialogPrimitive.Description>
          </div>
          {children}
        </div>
        <div className="flex items-center justify-end gap-2 border-t px-5 py-3">{footer}</div>
      </AlertDialogPrimitive.Content>
    </Place>
  );
}
