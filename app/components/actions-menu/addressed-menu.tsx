import { useActionData, useLocation, useNavigate } from "react-router";
import { ActionsDialog } from "~/components/actions-menu/actions-dialog";
import { ActionsMenu } from "~/components/actions-menu/actions-menu";
import type { RowActions } from "~/components/actions-menu/row-action";

interface AddressedMenuProps {
  /** Names what the actions are for. */
  label: string;
  /** The row's id, for the menu's address. */
  of: string;
  actions: () => RowActions;
}

/** A row's menu that is there before scripts run, too: its dots link to an address at which the server draws it. */
export function AddressedMenu({ label, of, actions }: AddressedMenuProps) {
  const { pathname, search } = useLocation();
  const posted = useActionData() as { ok?: boolean; message?: string } | undefined;
  const navigate = useNavigate();
  const address = `?actions=${encodeURIComponent(of)}`;
  return (
    <>
      <ActionsMenu label={label} actions={actions} before={{ href: address }} />
      {isAt(search, of) && posted?.ok !== true ? (
        <ActionsDialog
          label={label}
          actions={actions()}
          action={pathname + address}
          closeTo={pathname}
          onClose={() => void navigate(pathname, { replace: true, preventScrollReset: true })}
          problem={posted?.message}
        />
      ) : null}
    </>
  );
}

const isAt = (search: string, of: string) =>
  search.startsWith("?actions=") && new URLSearchParams(search).get("actions") === of;
