import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { Covered } from "~/components/ui/covered";
import { overlayClassName } from "~/components/ui/dialog";
import { ReturnFocus } from "~/components/ui/return-focus";
import { cn } from "~/lib/class-names";

export const Sheet = DialogPrimitive.Root;

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
        onOpenAutoFocus={(event) => {
          // The sheet itself, not its first button: it is read, and keys work in it.
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
        className={cn(
          "fixed z-50 flex flex-col bg-popover shadow-pop outline-none",
          side === "right"
            ? "inset-y-0 right-0 w-full animate-sheet-in-right max-md:top-8 max-md:rounded-t-xl md:w-[760px]"
            : "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)] animate-sheet-in-bottom",
          className,
        )}
        {...props}
      >
        <Covered />
        <ReturnFocus />
        <DialogPrimitive.Title className="sr-only">{title}</DialogPrimitive.Title>
        {children}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
