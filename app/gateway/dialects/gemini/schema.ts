import { isObject, type JsonObject } from "../../openai/fields";
import { enumWord } from "./fields";

const types = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"];

const copied = ["description", "title", "format", "pattern", "default", "minimum", "maximum", "required", "enum"];
/** 64-bit numbers, which Google's JSON writes as text. */
const counts = ["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"];

/**
 * Google's part of OpenAPI (`"type": "OBJECT"`, `nullable`) -> JSON Schema: https://ai.google.dev/api/caching#Schema
 * A schema that is JSON Schema already comes out the same.
 */
export function jsonSchema(schema: JsonObject): JsonObject {
  const result: JsonObject = {};
  const type = typeOf(enumWord(schema.type, types));
  const nullable = schema.nullable === true;
  if (type !== undefined) result.type = nullable && typeof type === "string" ? [type, "null"] : type;
  for (const name of copied) if (schema[name] !== undefined) result[name] = schema[name];
  if (nullable && Array.isArray(result.enum)) result.enum = [...result.enum, null];
  // `enum` is a format of strings there.
  if (result.format === "enum") delete result.format;
  for (const name of counts) {
    const value = schema[name] ?? schema[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
    if (value !== undefined) result[name] = typeof value === "string" ? Number(value) : value;
  }
  for (const name of ["additionalProperties", "$ref", "const"])
    if (schema[name] !== undefined) result[name] = schema[name];
  if (isObject(schema.items)) result.items = jsonSchema(schema.items);
  const anyOf = schema.anyOf ?? schema.any_of;
  if (Array.isArray(anyOf)) result.anyOf = anyOf.filter(isObject).map(jsonSchema);
  for (const name of ["properties", "$defs"]) {
    const map = schema[name];
    if (isObject(map))
      result[name] = Object.fromEntries(
        Object.entries(map).map(([key, value]) => [key, isObject(value) ? jsonSchema(value) : value]),
      );
  }
  return result;
}

function typeOf(type: unknown): unknown {
  if (typeof type === "string") return type === "TYPE_UNSPECIFIED" ? undefined : type.toLowerCase();
  return Array.isArray(type) ? type.map((item) => String(item).toLowerCase()) : undefined;
}
