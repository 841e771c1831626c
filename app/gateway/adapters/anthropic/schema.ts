import { isObject, type JsonObject } from "../../openai/fields";

// What `output_config.format` and strict tools take of JSON Schema; anything else is refused there.
// https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations

const kept = new Set(["type", "title", "description", "enum", "const", "default", "$ref", "required"]);
const formats = new Set(["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"]);
/** Says nothing about the values. */
const silent = new Set(["$schema", "$id", "$comment", "additionalProperties", "examples"]);

/**
 * The schema as the API holds an answer to it: no further properties, and limits that it does not know told in the
 * description. Null where an object may have any properties, which the API would only allow an empty one, and for a schema
 * that refers to itself.
 */
export const strictSchema = (schema: JsonObject): JsonObject | null => (isRecursive(schema) ? null : held(schema));

function held(schema: JsonObject): JsonObject | null {
  if (isOpen(schema)) return null;
  const result: JsonObject = {};
  const told: string[] = [];
  for (const [name, value] of Object.entries(schema)) {
    if (kept.has(name)) result[name] = value;
    else if (name === "properties" || name === "$defs" || name === "definitions") {
      const inner = each(value);
      if (inner === null) return null;
      result[name] = inner;
    } else if (name === "items" && isObject(value)) {
      const items = held(value);
      if (items === null) return null;
      result.items = items;
    } else if ((name === "anyOf" || name === "oneOf" || name === "allOf") && Array.isArray(value)) {
      const options = value.map((option) => (isObject(option) ? held(option) : null));
      // References within `allOf` are not resolved there.
      if (options.includes(null) || (name === "allOf" && options.some((option) => option?.$ref !== undefined)))
        return null;
      result[name === "oneOf" ? "anyOf" : name] = options;
    } else if (name === "format" && formats.has(String(value))) result.format = value;
    else if (name === "minItems" && (value === 0 || value === 1)) result.minItems = value;
    else if (!silent.has(name)) told.push(`${name}: ${JSON.stringify(value)}`);
  }
  if (isObjects(schema)) result.additionalProperties = false;
  if (told.length > 0)
    result.description = [result.description, `(${told.join(", ")})`].filter((part) => part !== undefined).join(" ");
  return result;
}

/** A chain of definitions that is longer is not followed to its end: it counts as one that leads back. */
const longestChain = 500;

/** A definition that leads back to itself, or to the whole schema. Each is followed once. */
function isRecursive(schema: JsonObject): boolean {
  const leads = new Map<string, Set<string>>();
  for (const place of ["$defs", "definitions"]) {
    const definitions = isObject(schema[place]) ? schema[place] : {};
    for (const [name, definition] of Object.entries(definitions)) leads.set(`#/${place}/${name}`, refsIn(definition));
  }
  const open = new Set<string>();
  const followed = new Set<string>();
  const returns = (from: string): boolean => {
    if (open.has(from) || open.size > longestChain) return true;
    if (followed.has(from)) return false;
    open.add(from);
    const found = [...(leads.get(from) ?? [])].some(returns);
    open.delete(from);
    followed.add(from);
    return found;
  };
  return refsIn(schema).has("#") || [...leads.keys()].some(returns);
}

function refsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [name, inner] of Object.entries(value))
    if (name === "$ref" && typeof inner === "string") found.add(inner);
    else refsIn(inner, found);
  return found;
}

const isObjects = ({ type, properties }: JsonObject): boolean =>
  type === "object" || (Array.isArray(type) && type.includes("object")) || properties !== undefined;

const isOpen = (schema: JsonObject): boolean =>
  isObject(schema.additionalProperties) ||
  schema.additionalProperties === true ||
  schema.patternProperties !== undefined ||
  (isObjects(schema) &&
    schema.additionalProperties !== false &&
    !(isObject(schema.properties) && Object.keys(schema.properties).length > 0));

function each(map: unknown): JsonObject | null {
  if (!isObject(map)) return null;
  const entries = Object.entries(map).map(([name, value]) => [name, isObject(value) ? held(value) : value]);
  return entries.some(([, value]) => value === null) ? null : Object.fromEntries(entries);
}
