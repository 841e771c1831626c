import { MoreHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "~/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "~/components/ui/dropdown-menu";

interface ActionsMenuProps {
  /** Names what the actions are for. */
  label: string;
  /** Of the button. */
  className?: string;
  /** The menu's items. */
  children: ReactNode;
}

/** Three dots at the end of a row, and what can be done with it. */
export function ActionsMenu({ label, className, children }: ActionsMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-xs" className={className} aria-label={label}>
          <MoreHorizontal />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>{children}</DropdownMenuContent>
    </DropdownMenu>
  );
}
