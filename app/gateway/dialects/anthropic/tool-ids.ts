import { carried, carry } from "../carried";

// Google's models sign their tool calls and refuse a conversation whose calls have lost the signature. A `tool_use`
// block has no field for it, and clients send back nothing of it as surely as its id: there the signature travels.

const separator = "--sig--";

/** The id that the client sees. */
export const signedId = (id: string, signature: unknown): string =>
  typeof signature === "string" && signature !== ""
    ? id + separator + carry({ signature }).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
    : id;

/** The id that upstreams see, and the signature that came with it. */
export function readId(id: string): { id: string; signature: string | null } {
  const at = id.indexOf(separator);
  const signature = at < 0 ? null : carried(id.slice(at + separator.length))?.signature;
  return typeof signature === "string" ? { id: id.slice(0, at), signature } : { id, signature: null };
}
