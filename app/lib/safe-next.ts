/** Where to go after signing in: a path of this site, else the dashboard. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith("/") || /[\\\s]/.test(next)) return "/admin";
  try {
    const base = "https://gateway.invalid";
    const url = new URL(next, base);
    if (url.origin !== base || url.pathname.startsWith("//") || url.pathname === "/login") return "/admin";
    return url.pathname + url.search + url.hash;
  } catch {
    return "/admin";
  }
}
