import { badRequest } from "../errors";

const outside = () => badRequest("The path must stay below the provider's own address.", "path");

/**
 * Checks a path, still percent-encoded and without a leading slash, that is to be appended to a base URL: nothing in it
 * may lead elsewhere, however it is encoded and whoever decodes it once more on the way.
 */
export function checkPassthroughPath(path: string): string {
  let decoded = path;
  // Three rounds: proxies and servers that decode more often than that are beyond help.
  for (let round = 0; round < 3; round++) {
    refuse(decoded);
    if (!decoded.includes("%")) return path;
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      if (round === 0) throw badRequest("The path is not valid percent-encoding.", "path");
      return path;
    }
  }
  refuse(decoded);
  return path;
}

function refuse(path: string): void {
  // Backslashes count as slashes for some servers, and control characters are cut out by URL parsers.
  for (let index = 0; index < path.length; index++) {
    const code = path.charCodeAt(index);
    if (code < 0x20 || code === 0x7f || code === 0x5c) throw outside();
  }
  if (path.startsWith("/") || path.includes("//") || path.includes("#")) throw outside();
  for (const segment of path.split("/")) if (/^\.{1,2}(?:;|$)/.test(segment)) throw outside();
}

/** The address below the base URL; a 400 where it is not below it after all. */
export function passthroughUrl(baseUrl: string, path: string, query: string): string {
  const address = `${baseUrl}/${path}${query}`;
  if (!URL.canParse(address)) throw outside();
  const base = new URL(`${baseUrl}/`);
  const url = new URL(address);
  if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname) || url.username !== "") throw outside();
  return url.href;
}
