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

/** For a table that the page itself puts in order. */
export function exceptForSort({
  currentUrl,
  nextUrl,
  formData,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const withoutSort = ({ pathname, searchParams }: URL) => {
    const rest = new URLSearchParams(searchParams);
    rest.delete("sort");
    return `${pathname}?${rest}`;
  };
  const sortAlone = currentUrl.search !== nextUrl.search && withoutSort(currentUrl) === withoutSort(nextUrl);
  return !formData && sortAlone ? false : defaultShouldRevalidate;
}
