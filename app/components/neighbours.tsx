import { ChevronDown, ChevronUp } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "~/components/ui/button";

/** Addresses of the rows before and after the one whose sheet is open; null at the ends. */
interface Addresses {
  previous: string | null;
  next: string | null;
}

/** For a sheet: [ and ] go to the neighbours. */
export function useNeighbourKeys({ previous, next }: Addresses): (event: KeyboardEvent) => void {
  const navigate = useNavigate();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.key === "[" ? previous : event.key === "]" ? next : null;
    if (target) void navigate(target, { preventScrollReset: true, replace: true });
  };
}

/** In the head of a sheet. */
export function Neighbours({ previous, next, labels }: Addresses & { labels: [previous: string, next: string] }) {
  return (
    <>
      <Neighbour to={previous} label={labels[0]} shortcut="[">
        <ChevronUp />
      </Neighbour>
      <Neighbour to={next} label={labels[1]} shortcut="]">
        <ChevronDown />
      </Neighbour>
    </>
  );
}

interface NeighbourProps {
  to: string | null;
  label: string;
  shortcut: string;
  children: ReactNode;
}

function Neighbour({ to, label, shortcut, children }: NeighbourProps) {
  if (!to) {
    return (
      <Button variant="ghost" size="icon-sm" aria-label={label} disabled>
        {children}
      </Button>
    );
  }
  return (
    <Button variant="ghost" size="icon-sm" asChild>
      <Link
        to={to}
        replace
        preventScrollReset
        aria-label={label}
        aria-keyshortcuts={shortcut}
        title={`${label} (${shortcut})`}
      >
        {children}
      </Link>
    </Button>
  );
}
