import { data } from "react-router";

/** Unknown addresses under /admin: the layout's error boundary shows them inside the shell. */
export function loader(): never {
  throw data(null, { status: 404, statusText: "Not Found" });
}

/** Without a component this would be a resource route, whose 404 is a bare answer. */
export default function NotFound() {
  return null;
}
