import { X } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import { type ComponentProps, createContext, Fragment, type ReactNode, useContext } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, type ButtonProps } from "~/components/ui/button";
import { Covered } from "~/components/ui/covered";
import { ReturnFocus } from "~/components/ui/return-focus";
import { cn } from "~/lib/class-names";

export const Dialog = DialogPrimitive.Root;
export const DialogClose = DialogPrimitive.Close;

export const overlayClassName = "fixed inset-0 z-50 animate-dialog-in bg-overlay";

/** Centred on a desktop, a bottom sheet on a phone. */
export const dialogClassName =
  "fixed z-50 flex flex-col bg-popover shadow-pop outline-none max-lg:inset-x-0 max-lg:bottom-0 max-lg:max-h-[92dvh] max-lg:rounded-t-xl max-lg:pb-[env(safe-area-inset-bottom)] max-lg:animate-sheet-in-bottom lg:animate-dialog-in lg:left-1/2 lg:top-1/2 lg:max-h-[86dvh] lg:w-[520px] lg:max-w-[calc(100vw-32px)] lg:-translate-x-1/2 lg:-translate-y-1/2 lg:rounded-xl";

interface DialogContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, "title"> {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  /** It is read, and has nothing to go to by Tab: what of it is out of sight comes by the arrows. */
  text?: boolean;
  /** The address without the dialog, where it has one of its own: it is then part of the page, and there before hydration. */
  closeTo?: string;
}

/** The address without the dialog, for what closes it. */
const CloseTo = createContext<string | undefined>(undefined);

/** Closes the dialog: its child is a button, or a link where the dialog has an address. */
export function DialogDismiss({ children, ...props }: Omit<ButtonProps, "type">) {
  const closeTo = useContext(CloseTo);
  if (closeTo !== undefined)
    return (
      <Button {...props} asChild>
        <Link to={closeTo} preventScrollReset replace>
          {children}
        </Link>
      </Button>
    );
  return (
    <DialogPrimitive.Close asChild>
      <Button {...props}>{children}</Button>
    </DialogPrimitive.Close>
  );
}

export function DialogContent({
  title,
  description,
  footer,
  closeTo,
  children,
  text = false,
  className,
  ...props
}: DialogContentProps) {
  const { t } = useTranslation();
  const Place = closeTo === undefined ? DialogPrimitive.Portal : Fragment;
  return (
    <Place>
      <CloseTo value={closeTo}>
        <DialogPrimitive.Overlay className={overlayClassName} />
        <DialogPrimitive.Content
          data-slot="dialog-content"
          className={cn(dialogClassName, className)}
          {...(description ? {} : { "aria-describedby": undefined })}
          {...props}
        >
          <Covered />
          <ReturnFocus />
          <div className="flex items-start gap-3 px-5 pb-3 pt-4">
            <div className="min-w-0">
              <DialogPrimitive.Title className="text-lg font-semibold tracking-[-0.01em]">
                {title}
              </DialogPrimitive.Title>
              {description ? (
                <DialogPrimitive.Description className="mt-0.5 text-sm text-muted-foreground">
                  {description}
                </DialogPrimitive.Description>
              ) : null}
            </div>
            <DialogDismiss variant="ghost" size="icon-sm" className="-mr-1.5 ml-auto" aria-label={t("close")}>
              <X />
            </DialogDismiss>
          </div>
          <div className="scroll-thin min-h-0 overflow-y-auto px-5 pb-5" tabIndex={text ? 0 : undefined}>
            {children}
          </div>
          {footer ? <div className="flex flex-wrap items-center gap-2 border-t px-5 py-3">{footer}</div> : null}
        </DialogPrimitive.Content>
      </CloseTo>
    </Place>
  );
}
