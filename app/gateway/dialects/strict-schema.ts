import { isObject } from "../openai/fields";

/**
 * Whether OpenAI's strict mode takes the schema: every object names all its properties as required and allows no others.
 * A schema that it refuses is still followed without it.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export function fitsStrictMode(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(fitsStrictMode);
  if (!isObject(schema)) return true;
  if (schema.type === "object" || schema.properties !== undefined) {
    const names = Object.keys(isObject(schema.properties) ? schema.properties : {});
    const required = Array.isArray(schema.required) ? schema.required : [];
    if (schema.additionalProperties !== false || !names.every((name) => required.includes(name))) return false;
  }
  const maps = [schema.properties, schema.$defs, schema.definitions].filter(isObject);
  return (
    maps.every((map) => Object.values(map).every(fitsStrictMode)) &&
    [schema.items, schema.anyOf, schema.allOf, schema.oneOf].every(fitsStrictMode)
  );
}
