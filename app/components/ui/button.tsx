import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { Spinner } from "~/components/ui/spinner";
import { cn } from "~/lib/class-names";

const buttonVariants = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md text-sm font-medium transition-colors disabled:pointer-events-none disabled:not-aria-busy:border-border disabled:not-aria-busy:bg-muted disabled:not-aria-busy:text-muted-foreground disabled:not-aria-busy:shadow-none aria-disabled:pointer-events-none aria-disabled:border-border aria-disabled:bg-muted aria-disabled:text-muted-foreground aria-disabled:shadow-none [&_svg]:pointer-events-none [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-3.5",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground shadow-[inset_0_1px_0_oklch(1_0_0/0.14)] hover:bg-primary-hover",
        outline: "border border-input bg-card shadow-card hover:bg-accent",
        secondary: "bg-secondary text-secondary-foreground hover:bg-accent",
        ghost: "text-muted-foreground hover:bg-accent hover:text-foreground disabled:bg-transparent!",
        destructive: "bg-destructive text-destructive-foreground hover:bg-destructive/90",
        "destructive-outline": "border border-input bg-card text-bad-text hover:bg-bad-soft",
        link: "disabled:bg-transparent! h-auto! px-0! text-brand-text underline-offset-4 hover:underline",
      },
      size: {
        default: "h-8 px-3",
        sm: "h-7 px-2.5 text-xs",
        lg: "h-10 px-4 text-base",
        icon: "size-8",
        "icon-sm": "size-7",
        "icon-xs": "size-6 rounded",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  asChild?: boolean;
  /** Work is under way: a spinner before the label, and no second press. */
  busy?: boolean;
}

/** A spinner beside a label without an icon takes its room from the padding: the button stays as wide as it was. */
const busyPadding: Record<string, string> = {
  default: "not-has-[>svg:not([data-slot=spinner])]:px-[2px]",
  sm: "not-has-[>svg:not([data-slot=spinner])]:px-0",
  lg: "not-has-[>svg:not([data-slot=spinner])]:px-[6px]",
};

export function Button({ className, variant, size, asChild, busy, children, disabled, type, ...named }: ButtonProps) {
  const props = { ...named, title: named.title ?? (size?.startsWith("icon") ? named["aria-label"] : undefined) };
  const classes = cn(
    buttonVariants({ variant, size }),
    busy && ["[&>svg:not([data-slot=spinner])]:hidden", busyPadding[size ?? "default"]],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root data-slot="button" className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      data-slot="button"
      type={type ?? "button"}
      className={classes}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...props}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}
