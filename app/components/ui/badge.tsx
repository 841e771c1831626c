import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "~/lib/class-names";

const badgeVariants = cva("badge", {
  variants: {
    variant: {
      default: "bg-muted text-muted-foreground",
      outline: "border text-muted-foreground",
      brand: "bg-brand-soft text-brand-text",
      ok: "bg-ok-soft text-ok-text",
      warn: "bg-warn-soft text-warn-text",
      bad: "bg-bad-soft text-bad-text",
      info: "bg-info-soft text-info-text",
      idle: "bg-idle-soft text-idle-text",
    },
  },
  defaultVariants: { variant: "default" },
});

export type BadgeVariant = NonNullable<VariantProps<typeof badgeVariants>["variant"]>;

/** For a list of many, which names a badge's classes once. */
export const badgeClass = (variant: BadgeVariant, className: string): string =>
  cn(badgeVariants({ variant }), className);

export function Badge({ className, variant, ...props }: ComponentProps<"span"> & { variant?: BadgeVariant }) {
  return <span className={cn(badgeVariants({ variant }), className)} {...props} />;
}
