import { Tabs as TabsPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "~/lib/class-names";

export const Tabs = TabsPrimitive.Root;
export const TabsContent = TabsPrimitive.Content;

export function TabsList({ className, ...props }: ComponentProps<typeof TabsPrimitive.List>) {
  return (
    <TabsPrimitive.List
      data-slot="tabs-list"
      className={cn("no-scrollbar flex items-center gap-5 overflow-x-auto", className)}
      {...props}
    />
  );
}

/** The look of a tab, also for links that act as tabs (`data-state` or `aria-current`). */
export const tabClassName =
  "group relative flex h-10 shrink-0 pointer-coarse:h-11 items-center gap-1.5 whitespace-nowrap text-sm text-muted-foreground after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full hover:text-foreground data-[state=active]:font-medium data-[state=active]:text-foreground data-[state=active]:after:bg-primary aria-[current=page]:font-medium aria-[current=page]:text-foreground aria-[current=page]:after:bg-primary";

interface TabsTriggerProps extends ComponentProps<typeof TabsPrimitive.Trigger> {
  count?: ReactNode;
}

export function TabsTrigger({ className, children, count, ...props }: TabsTriggerProps) {
  return (
    <TabsPrimitive.Trigger data-slot="tabs-trigger" className={cn(tabClassName, className)} {...props}>
      {children}
      {count == null ? null : <span className="tnum text-2xs font-normal text-muted-foreground">{count}</span>}
    </TabsPrimitive.Trigger>
  );
}
