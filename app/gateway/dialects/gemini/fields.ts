import { badRequest } from "../../errors";
import { type FieldCheck, isObject, type JsonObject } from "../../openai/fields";

// Google's JSON takes every field by two names, `maxOutputTokens` and `max_output_tokens`:
// https://protobuf.dev/programming-guides/json/

const snake = new Map<string, string>();

function snakeCase(name: string): string {
  let known = snake.get(name);
  if (known === undefined) {
    known = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snake.set(name, known);
  }
  return known;
}

/** The value of a field by either name; undefined for none, and for null, which means the same. */
export function read(object: JsonObject, name: string): unknown {
  return object[name] ?? object[snakeCase(name)] ?? undefined;
}

/** The same, checked; a 400 names the field as `{at}.{name}`. */
export function checked(object: JsonObject, name: string, at: string, check: FieldCheck): unknown {
  const value = read(object, name);
  if (value !== undefined) check(value, at === "" ? name : `${at}.${name}`);
  return value;
}

/** Words of the API's that its older SDKs send as numbers, the first being 1: https://protobuf.dev/programming-guides/json/ */
export const enumWord = (value: unknown, words: readonly string[]): unknown =>
  typeof value === "number" ? (words[value - 1] ?? value) : value;

export function readObject(object: JsonObject, name: string, at = ""): JsonObject | null {
  const value = read(object, name);
  if (value === undefined) return null;
  if (isObject(value)) return value;
  const path = at === "" ? name : `${at}.${name}`;
  throw badRequest(`Invalid value for '${path}': expected an object.`, path);
}

/** The objects of a list; a field that may be a list or one object, as Google's SDKs leave it, is read either way. */
export function readObjects(object: JsonObject, name: string, at = ""): JsonObject[] {
  const value = read(object, name);
  if (value === undefined) return [];
  const path = at === "" ? name : `${at}.${name}`;
  const list = Array.isArray(value) ? value : [value];
  return list.map((item, index) => {
    if (isObject(item)) return item;
    throw badRequest(`Invalid value for '${path}[${index}]': expected an object.`, `${path}[${index}]`);
  });
}
