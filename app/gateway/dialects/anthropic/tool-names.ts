import { digest } from "../../digest";
import { isObject } from "../../openai/fields";

// This API's tools have names of up to 128 characters (those of MCP servers are long), everybody else's of up to 64.

const longest = 64;

/** The name as other upstreams take it; the same one in every turn. */
export const shortName = (name: unknown): unknown =>
  typeof name === "string" && name.length > longest ? `${name.slice(0, longest - 15)}_${digest(name)}` : name;

/** The request's own name of a tool that an upstream calls. */
export type OwnName = (name: unknown) => unknown;

export const sameName: OwnName = (name) => name;

export function ownNames(tools: unknown): OwnName {
  if (!Array.isArray(tools)) return sameName;
  const long = tools.flatMap((tool) =>
    isObject(tool) && typeof tool.name === "string" && tool.name.length > longest ? [tool.name] : [],
  );
  if (long.length === 0) return sameName;
  const known = new Map<unknown, string>(long.map((name) => [shortName(name), name]));
  return (name) => known.get(name) ?? name;
}
