/**
 * Whose request it is, by the `X-Forwarded-For` that each proxy adds the address of its own client to: of `proxies` in front
 * of this host the outermost one's word. What stands before that came with the request, and may be anything. Null without.
 */
export function forwardedAddress(header: string | null, proxies: number): string | null {
  const hops = (header ?? "").split(",").flatMap((hop) => hop.trim() || []);
  if (proxies === 0 || hops.length === 0) return null;
  return withoutPort(hops[Math.max(0, hops.length - proxies)]!);
}

/** Some write `192.0.2.1:4711` or `[2001:db8::1]:4711`: each connection has another port. */
const withoutPort = (address: string): string =>
  /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;
