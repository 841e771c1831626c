import { Dialog as DialogPrimitive } from "radix-ui";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { PaletteBody } from "~/components/shell/palette-body";
import { overlayClassName } from "~/components/ui/dialog";

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Cmd or Ctrl K: pages, providers, models, keys and what can be done with them, themes, and a pasted request id. */
export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const { t } = useTranslation();
  const takeFocus = useRef(() => {});
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayClassName} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          // The dialog itself would select what was typed ahead, and the next key replace it.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            takeFocus.current();
          }}
          className="fixed left-1/2 top-[13dvh] z-50 w-[620px] max-w-[calc(100vw-24px)] -translate-x-1/2 animate-dialog-in overflow-hidden rounded-xl bg-popover shadow-pop outline-none max-sm:top-3"
        >
          <DialogPrimitive.Title className="sr-only">{t("palette.title")}</DialogPrimitive.Title>
          <PaletteBody close={() => onOpenChange(false)} takeFocus={takeFocus} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}
