import { badRequest, type GatewayError } from "./errors";
import { isObject } from "./openai/fields";

// A body whose objects stand in each other by the thousand (a tool's schema, as a rule) ends the stack of whatever reads or
// writes it. Nobody looks for that beforehand: it is told when it has happened.

/** No request that means something comes near it, and every host's stack is deeper. */
const deepest = 500;

/**
 * The 400 for a request in which the stack ended, with the name of the field that goes too deep; null for any other error,
 * and where no field does.
 */
export function tooDeep(error: unknown, body: unknown): GatewayError | null {
  if (!(error instanceof RangeError) || !/call stack/i.test(error.message)) return null;
  const field = deepField(body);
  return field === null ? null : badRequest(`Invalid value for '${field}': it is nested too deeply.`, field);
}

/** `tools[3]` or `response_format`, of the first that goes too deep. */
function deepField(body: unknown): string | null {
  if (!isObject(body)) return null;
  for (const name in body) {
    const value = body[name];
    if (!goesDeep(value)) continue;
    const place = Array.isArray(value) ? value.findIndex(goesDeep) : -1;
    return place < 0 ? name : `${name}[${place}]`;
  }
  return null;
}

/** Without a stack of its own calls, for the reason above. */
function goesDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return false;
}
