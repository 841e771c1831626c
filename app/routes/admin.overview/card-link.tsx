import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Button } from "~/components/ui/button";

/** At the right of a card's head: the view with the rows behind it. */
export function CardLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Button asChild variant="ghost" size="sm" className="-mr-2">
      <Link to={to}>
        {children}
        <ArrowRight aria-hidden />
      </Link>
    </Button>
  );
}
