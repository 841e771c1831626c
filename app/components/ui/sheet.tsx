import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { overlayClassName } from "~/components/ui/dialog";
import { cn } from "~/lib/class-names";

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;
export const SheetClose = DialogPrimitive.Close;

interface SheetContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, "title"> {
  /** Read out by screen readers; the sheet draws its own head. */
  title: string;
  side?: "right" | "bottom";
}

export function SheetContent({ title, side = "right", className, children, ...props }: SheetContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={overlayClassName} />
      <DialogPrimitive.Content
        data-slot="sheet-content"
        aria-describedby={undefined}
        className={cn(
          "fixed z-50 flex flex-col bg-popover shadow-pop outline-none duration-200 ease-out-quint data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 motion-reduce:animate-none",
          side === "right"
            ? "inset-y-0 right-0 w-full data-[state=open]:slide-in-from-right-8 max-md:top-8 max-md:rounded-t-xl md:w-[760px]"
            : "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)] data-[state=open]:slide-in-from-bottom-8",
          className,
        )}
        {...props}
      >
        <DialogPrimitive.Title className="sr-only">{title}</DialogPrimitive.Title>
        {children}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
