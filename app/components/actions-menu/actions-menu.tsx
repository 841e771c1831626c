import { MoreHorizontal } from "lucide-react";
import type { MouseEvent } from "react";
import { MenuItems } from "~/components/actions-menu/menu-items";
import type { RowActions } from "~/components/actions-menu/row-action";
import { Button } from "~/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "~/components/ui/dropdown-menu";

interface ActionsMenuProps {
  /** Names what the actions are for. */
  label: string;
  /** Asked for once the menu is opened. */
  actions: () => RowActions;
  /** What the dots are before scripts run: a link, or a button of the page's form. */
  before: { href: string } | { form?: string; name?: string; value?: string };
  className?: string;
}

/** The menu opens as the pointer goes down, or with a key. */
const staysHere = (event: MouseEvent) => event.preventDefault();

/** Three dots at the end of a row, and what can be done with it. */
export function ActionsMenu({ label, actions, before, className }: ActionsMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        {"href" in before ? (
          <Button variant="ghost" size="icon-xs" className={className} aria-label={label} asChild>
            {/* biome-ignore lint/a11y/useSemanticElements: a link until scripts run, a button from then on */}
            <a href={before.href} role="button" type={undefined} onClick={staysHere}>
              <MoreHorizontal />
            </a>
          </Button>
        ) : (
          <Button
            variant="ghost"
            size="icon-xs"
            className={className}
            aria-label={label}
            {...before}
            type="submit"
            onClick={staysHere}
          >
            <MoreHorizontal />
          </Button>
        )}
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <MenuItems actions={actions} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
