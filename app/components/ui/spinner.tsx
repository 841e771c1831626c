import { LoaderCircle } from "lucide-react";
import { cn } from "~/lib/class-names";

export function Spinner({ className }: { className?: string }) {
  return (
    <LoaderCircle
      data-slot="spinner"
      aria-hidden
      className={cn("size-3.5 animate-spin motion-reduce:animate-none", className)}
    />
  );
}
