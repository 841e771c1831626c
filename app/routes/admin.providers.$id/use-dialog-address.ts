import { useActionData, useLocation, useNavigate, useSearchParams } from "react-router";

export type DialogName = "keys" | "models" | "model" | "rename" | "replace" | "test" | "delete";

/** The page's dialogs have addresses: they can be linked, Back closes them, and they are there before hydration. */
export function useDialogAddress() {
  const { pathname } = useLocation();
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  // Without scripts a form that was taken brings the page itself: its dialog is done.
  const posted = useActionData() as { ok?: boolean } | undefined;
  return {
    dialog: posted?.ok ? null : parameters.get("dialog"),
    /** Whose dialog it is: a credential's, a model's. */
    of: parameters.get("of"),
    to: (dialog: DialogName, of?: string) => `?${new URLSearchParams(of === undefined ? { dialog } : { dialog, of })}`,
    closeTo: pathname,
    close: () => void navigate(pathname, { replace: true, preventScrollReset: true }),
  };
}
