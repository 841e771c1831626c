import type { ShouldRevalidateFunctionArgs } from "react-router";

/** For pages whose dialogs, tabs and filters live in the address and need nothing new from the server. */
export const exceptForSearch = ({
  currentUrl,
  nextUrl,
  formData,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean =>
  !formData && currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search
    ? false
    : defaultShouldRevalidate;
