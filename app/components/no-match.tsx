import type { LucideIcon } from "lucide-react";
import { Link } from "react-router";
import { EmptyState } from "~/components/empty-state";
import { Button } from "~/components/ui/button";

interface NoMatchProps {
  icon: LucideIcon;
  title: string;
  /** The page without filters, and the words that lead there. */
  to: string;
  clear: string;
}

/** A list whose filters leave nothing. */
export const NoMatch = ({ icon, title, to, clear }: NoMatchProps) => (
  <EmptyState
    icon={icon}
    title={title}
    actions={
      <Button variant="outline" asChild>
        <Link to={to}>{clear}</Link>
      </Button>
    }
  />
);
