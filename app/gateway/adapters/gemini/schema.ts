import { isObject, type JsonObject, wordTable } from "../../openai/fields";

// Google's schemas are a part of OpenAPI's: https://ai.google.dev/api/caching#Schema

const kept = new Set([
  "type",
  "title",
  "description",
  "nullable",
  "enum",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "required",
  "propertyOrdering",
]);
const formats = wordTable<string[]>({
  string: ["enum", "date-time"],
  number: ["float", "double"],
  integer: ["int32", "int64"],
});
/** Schemas that hold themselves are cut off here: the format has no references. */
const deepest = 24;
/** So many references are resolved in all: thirty definitions that each name all that follow would be a thousand million. */
const mostReferences = 2_000;

interface Definitions {
  byName: JsonObject;
  /** References that may still be resolved. */
  left: number;
}

/** A JSON schema as far as Google's format can say it; null where nothing is left to say. */
export function cleanSchema(schema: unknown): JsonObject | null {
  if (!isObject(schema)) return null;
  const byName = {
    ...(schema.definitions as JsonObject | undefined),
    ...(schema.$defs as JsonObject | undefined),
  };
  return clean(schema, { byName, left: mostReferences }, []);
}

function clean(schema: JsonObject, definitions: Definitions, references: string[]): JsonObject {
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.replace(/^#\/(?:\$defs|definitions)\//, "");
    const target = definitions.byName[name];
    const { $ref: _, ...rest } = schema;
    if (!isObject(target) || references.includes(name) || references.length > deepest || definitions.left === 0)
      return clean({ type: "object", ...rest }, { byName: {}, left: 0 }, references);
    definitions.left--;
    return clean({ ...target, ...rest }, definitions, [...references, name]);
  }
  const inside = (value: unknown): JsonObject =>
    isObject(value) ? clean(value, definitions, references) : { type: "string" };
  const result: JsonObject = {};
  for (const name in schema) if (kept.has(name)) result[name] = schema[name];

  if (Array.isArray(schema.type)) Object.assign(result, typeOf(schema.type));
  if (schema.const !== undefined) result.enum = [schema.const];
  if (Array.isArray(result.enum)) Object.assign(result, enumOf(result.enum, result.type));
  if (typeof schema.format === "string" && formats[String(result.type)]?.includes(schema.format))
    result.format = schema.format;
  if (isObject(schema.properties)) {
    result.type ??= "object";
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, value]) => [name, inside(value)]),
    );
    if (Array.isArray(result.required))
      result.required = result.required.filter((name) => Object.hasOwn(result.properties as JsonObject, String(name)));
  }
  if (Array.isArray(result.required) && result.required.length === 0) delete result.required;
  if (schema.items !== undefined) result.items = inside(Array.isArray(schema.items) ? schema.items[0] : schema.items);
  else if (result.type === "array") result.items = { type: "string" };
  const union = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(union)) Object.assign(result, unionOf(union, inside));
  if (Array.isArray(schema.allOf)) Object.assign(result, together(schema.allOf.map(inside), result));
  return result;
}

/** `["string", "null"]` -> a nullable string. */
function typeOf(types: unknown[]): JsonObject {
  const real = types.filter((type) => type !== "null");
  const nullable = real.length < types.length ? { nullable: true } : {};
  if (real.length > 1) return { type: undefined, anyOf: real.map((type) => ({ type })), ...nullable };
  return { type: real[0] ?? "string", ...nullable };
}

/** Enums are of strings here; a null among them makes the value nullable. */
function enumOf(values: unknown[], type: unknown): JsonObject {
  const real = values.filter((value) => value !== null);
  const nullable = real.length < values.length ? { nullable: true } : {};
  if (real.every((value) => typeof value === "string")) return { type: "string", enum: real, ...nullable };
  const inferred = typeof real[0] === "boolean" ? "boolean" : "number";
  return { type: type ?? inferred, enum: undefined, ...nullable };
}

function unionOf(options: unknown[], inside: (value: unknown) => JsonObject): JsonObject {
  const real = options.filter((option) => !(isObject(option) && option.type === "null"));
  const nullable = real.length < options.length ? { nullable: true } : {};
  if (real.length === 1) return { ...inside(real[0]), ...nullable };
  return { anyOf: real.map(inside), ...nullable };
}

function together(parts: JsonObject[], base: JsonObject): JsonObject {
  const merged: JsonObject = Object.assign({}, ...parts);
  const properties = Object.assign({}, base.properties, ...parts.map((part) => part.properties));
  const required = [base, ...parts].flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  if (Object.keys(properties).length > 0) merged.properties = properties;
  if (required.length > 0) merged.required = [...new Set(required)];
  return merged;
}
