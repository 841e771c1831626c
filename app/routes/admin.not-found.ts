/** Unknown addresses under /admin: the layout's error boundary shows them inside the shell. */
export function loader(): never {
  throw new Response(null, { status: 404, statusText: "Not Found" });
}
