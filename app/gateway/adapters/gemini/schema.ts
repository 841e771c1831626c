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

  const union = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(schema.type)) {
    const real = schema.type.filter((each) => each !== "null");
    if (real.length > 1 && !Array.isArray(union) && !Array.isArray(schema.allOf))
      return oneOf(
        { description: schema.description },
        schema.type.map((type) => onlyOf(schema, type)),
        inside,
      );
    result.type = real.length > 1 ? undefined : (real[0] ?? "string");
    if (real.length < schema.type.length) result.nullable = true;
  }
  if (schema.const !== undefined) result.enum = [schema.const];
  if (Array.isArray(result.enum)) Object.assign(result, enumOf(result.enum, result));
  if (typeof schema.format === "string" && formats[String(result.type)]?.includes(schema.format))
    result.format = schema.format;
  if (isObject(schema.properties)) {
    result.type ??= "object";
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, value]) => [name, inside(value)]),
    );
  }
  if (schema.items !== undefined) {
    result.type ??= "array";
    result.items = inside(Array.isArray(schema.items) ? schema.items[0] : schema.items);
  } else if (result.type === "array") result.items = { type: "string" };
  if (Array.isArray(schema.allOf)) Object.assign(result, together(schema.allOf.map(inside), result));
  return Array.isArray(union) ? oneOf(result, union, inside) : fitting(result);
}

const belongsTo = wordTable<string[]>({
  properties: ["object"],
  required: ["object"],
  minProperties: ["object"],
  maxProperties: ["object"],
  propertyOrdering: ["object"],
  items: ["array"],
  minItems: ["array"],
  maxItems: ["array"],
  minLength: ["string"],
  maxLength: ["string"],
  pattern: ["string"],
  minimum: ["number", "integer"],
  maximum: ["number", "integer"],
});

/** What a schema of several types says of one of them. */
const onlyOf = (schema: JsonObject, type: unknown): JsonObject => ({
  ...Object.fromEntries(
    Object.entries(schema).filter(
      ([name]) => name !== "description" && name !== "title" && belongsTo[name]?.includes(String(type)) !== false,
    ),
  ),
  type,
});

/** Google refuses the whole request for a word that is another type's, and for a required field that is not there. */
function fitting(schema: JsonObject): JsonObject {
  const { type, properties } = schema;
  for (const name in schema)
    if (type !== undefined && belongsTo[name]?.includes(String(type)) === false) delete schema[name];
  if (!Array.isArray(schema.required)) return schema;
  const named = isObject(properties) ? properties : {};
  schema.required = schema.required.filter((name) => Object.hasOwn(named, String(name)));
  if ((schema.required as unknown[]).length === 0) delete schema.required;
  return schema;
}

/** Enums are of strings here, none of them empty; other values are told in words. A null among them makes the value nullable. */
function enumOf(values: unknown[], { type, description }: JsonObject): JsonObject {
  const real = values.filter((value) => value !== null);
  const nullable = real.length < values.length ? { nullable: true } : {};
  if (real.every((value) => typeof value === "string")) {
    const said = real.filter((value) => value !== "");
    return { type: "string", enum: said.length === 0 ? undefined : said, ...nullable };
  }
  const inferred = ["boolean", "string"].find((each) => each === typeof real[0]) ?? "number";
  const words = real.map((value) => JSON.stringify(value)).join(", ");
  const told = `(${real.length === 1 ? "always" : "one of"} ${words})`;
  return {
    type: type ?? inferred,
    enum: undefined,
    description: typeof description === "string" ? `${description} ${told}` : told,
    ...nullable,
  };
}

/**
 * One of several: beside `anyOf` Vertex AI takes no other word, so what is said of all is said of each. An object with
 * properties of its own stays one, with those of the options.
 */
function oneOf(all: JsonObject, options: unknown[], inside: (value: unknown) => JsonObject): JsonObject {
  const real = options.filter((option) => !(isObject(option) && option.type === "null"));
  const nullable = real.length < options.length || all.nullable === true ? { nullable: true } : {};
  const branches = real
    .map(inside)
    .flatMap(({ anyOf, ...branch }) => (Array.isArray(anyOf) ? anyOf.filter(isObject) : [branch]));
  if (isObject(all.properties)) return fitting({ ...joined(all, branches), ...nullable });
  const known = branches.length === 1 ? branches : branches.filter(({ type }) => type !== undefined);
  if (known.length < 2) return fitting({ ...all, ...known[0], ...nullable });
  const { description } = all;
  return {
    anyOf: known.map((branch) => ({ ...(description === undefined ? {} : { description }), ...branch, ...nullable })),
  };
}

/** An object with the properties of the alternatives beside its own; what all of these ask for is required. */
function joined(all: JsonObject, branches: JsonObject[]): JsonObject {
  const requiredBy = ({ required }: JsonObject): unknown[] => (Array.isArray(required) ? required : []);
  const [first = {}, ...others] = branches;
  const common = requiredBy(first).filter((name) => others.every((branch) => requiredBy(branch).includes(name)));
  return {
    ...all,
    properties: Object.assign({}, ...branches.map(({ properties }) => properties), all.properties),
    required: [...new Set([...requiredBy(all), ...common])],
  };
}

function together(parts: JsonObject[], base: JsonObject): JsonObject {
  const merged: JsonObject = Object.assign({}, ...parts);
  const properties = Object.assign({}, base.properties, ...parts.map((part) => part.properties));
  const required = [base, ...parts].flatMap((part) => (Array.isArray(part.required) ? part.required : []));
  if (Object.keys(properties).length > 0) merged.properties = properties;
  if (required.length > 0) merged.required = [...new Set(required)];
  return merged;
}
