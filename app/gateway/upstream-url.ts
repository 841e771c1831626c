// What a provider's base URL may be. Addresses are judged as text here; the host's fetch judges what a name resolves to.

/** The demo adapter calls nobody; this stands in its base URL. */
export const demoBaseUrl = "http://demo.internal/v1";

/** Fills `{region}`, `{accountId}` and the like from a provider's options; what is missing stays. */
export function expandBaseUrl(baseUrl: string, options: Record<string, unknown>): string {
  return baseUrl.replace(/\{([A-Za-z]\w*)\}/g, (placeholder, name: string) => {
    const value = options[name];
    return typeof value === "string" && /^[\w.-]+$/.test(value) ? value : placeholder;
  });
}

/** Names of the placeholders that are left in a base URL. */
export const placeholdersIn = (baseUrl: string): string[] =>
  [...baseUrl.matchAll(/\{([A-Za-z]\w*)\}/g)].map((match) => match[1] ?? "");

/** Why this base URL is refused, or null where it may be used. */
export function checkBaseUrl(baseUrl: string, allowPrivate: boolean): string | null {
  if (!URL.canParse(baseUrl)) return "not a URL";
  const url = new URL(baseUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "only http and https are allowed";
  if (url.username !== "" || url.password !== "") return "must not contain a user name or password";
  if (url.hash !== "") return "must not contain a fragment";
  const kind = classifyHost(url.hostname);
  if (kind === "forbidden") return "link-local, cloud-metadata and unspecified addresses are never allowed";
  if (kind === "private" && !allowPrivate) {
    return "loopback and private addresses are not allowed here (ALLOW_PRIVATE_UPSTREAMS)";
  }
  return null;
}

export type HostKind = "public" | "private" | "forbidden";

const forbiddenNames = new Set([
  "metadata",
  "metadata.google.internal",
  "metadata.goog",
  "instance-data",
  "instance-data.ec2.internal",
]);
const privateSuffixes = [".localhost", ".local", ".internal", ".home.arpa", ".lan", ".intranet", ".corp", ".home"];

/** `hostname` as `URL` gives it (brackets and trailing dots are taken off here), or an address that a name resolved to. */
export function classifyHost(hostname: string): HostKind {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.+$/, "");
  if (host === "") return "forbidden";
  const ipv4 = parseIpv4(host);
  if (ipv4) return classifyIpv4(ipv4);
  if (host.includes(":")) {
    const ipv6 = parseIpv6(host);
    return ipv6 ? classifyIpv6(ipv6) : "forbidden";
  }
  if (forbiddenNames.has(host)) return "forbidden";
  if (host === "localhost" || privateSuffixes.some((suffix) => host.endsWith(suffix))) return "private";
  // A name without a dot is one of the local network.
  return host.includes(".") ? "public" : "private";
}

/** Four bytes, or null. `URL` has already turned decimal, octal and hex forms into this one. */
function parseIpv4(host: string): number[] | null {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return null;
  const bytes = host.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

function classifyIpv4([a = 0, b = 0, c = 0, d = 0]: number[]): HostKind {
  if (a === 0) return "forbidden";
  if (a === 169 && b === 254) return "forbidden";
  // Metadata services outside link-local: Alibaba Cloud, Oracle Cloud, Azure's wire server.
  if (a === 100 && b === 100 && c === 100 && d === 200) return "forbidden";
  if (a === 192 && b === 0 && c === 0 && d === 192) return "forbidden";
  if (a === 168 && b === 63 && c === 129 && d === 16) return "forbidden";
  // Multicast, reserved and broadcast.
  if (a >= 224) return "forbidden";
  if (a === 127 || a === 10) return "private";
  if (a === 172 && b >= 16 && b <= 31) return "private";
  if (a === 192 && b === 168) return "private";
  if (a === 100 && b >= 64 && b <= 127) return "private";
  if (a === 198 && (b === 18 || b === 19)) return "private";
  return "public";
}

/** Eight groups of 16 bits, or null. */
export function parseIpv6(host: string): number[] | null {
  let text = host.split("%")[0] ?? "";
  const dotted = text.match(/^(.*:)(\d+\.\d+\.\d+\.\d+)$/);
  if (dotted) {
    const bytes = parseIpv4(dotted[2] ?? "");
    if (!bytes) return null;
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    text = `${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groupsOf = (half: string | undefined) => (half ? half.split(":") : []);
  const head = groupsOf(halves[0]);
  const tail = groupsOf(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
  return groups.map((group) => Number.parseInt(group, 16));
}

const metadataIpv6 = new Set(["fd20:ce:0:0:0:0:0:254", "fd00:c1:0:0:0:0:a9fe:a9fe", "fd00:42:0:0:0:0:0:42"]);

function classifyIpv6(groups: number[]): HostKind {
  const [first = 0, second = 0] = groups;
  const allZero = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  const embedded = () => classifyIpv4([groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255]);
  if (allZero(0, 8)) return "forbidden";
  if (allZero(0, 7) && groups[7] === 1) return "private";
  // IPv4 inside IPv6: mapped, compatible, NAT64 and 6to4 are judged by the IPv4 address.
  if (allZero(0, 5) && groups[5] === 0xffff) return embedded();
  if (allZero(0, 6)) return embedded();
  if (allZero(0, 4) && groups[4] === 0xffff && groups[5] === 0) return embedded();
  if (first === 0x64 && second === 0xff9b) return embedded();
  if (first === 0x2002) return classifyIpv4([second >> 8, second & 255, groups[2]! >> 8, groups[2]! & 255]);
  if ((first & 0xffc0) === 0xfe80) return "forbidden";
  // Metadata services within the private range: AWS (and what else it keeps there), Google, Oracle, Scaleway.
  if (first === 0xfd00 && second === 0xec2) return "forbidden";
  if (metadataIpv6.has(groups.map((group) => group.toString(16)).join(":"))) return "forbidden";
  if ((first & 0xfe00) === 0xfc00) return "private";
  if ((first & 0xff00) === 0xff00) return "forbidden";
  if ((first & 0xffc0) === 0xfec0) return "private";
  return "public";
}
