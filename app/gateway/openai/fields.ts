import { badRequest } from "../errors";

// Checks of request fields. Hand-written because every request passes here: a schema library costs more than the rest
// of the gateway's work on a small chat. Each throws a 400 that names the field.

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A table in which words from outside are looked up: without what every object has, such as `constructor`. */
export const wordTable = <T>(entries: Record<string, T>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, entries);

export type FieldCheck = (value: unknown, name: string) => void;

const fail = (name: string, expected: string): never => {
  throw badRequest(`Invalid value for '${name}': expected ${expected}.`, name);
};

export const number =
  (minimum: number, maximum: number): FieldCheck =>
  (value, name) => {
    if (typeof value !== "number" || !(value >= minimum && value <= maximum)) {
      fail(name, `a number between ${minimum} and ${maximum}`);
    }
  };

export const integer =
  (minimum: number, maximum: number): FieldCheck =>
  (value, name) => {
    if (!Number.isInteger(value) || (value as number) < minimum || (value as number) > maximum) {
      fail(
        name,
        maximum === Number.MAX_SAFE_INTEGER
          ? `an integer of at least ${minimum}`
          : `an integer between ${minimum} and ${maximum}`,
      );
    }
  };

/** A seed may have 64 bits: more than a number holds exactly, and none of the gateway's business. */
export const int64: FieldCheck = (value, name) => {
  if (!Number.isInteger(value)) fail(name, "an integer");
};

export const boolean: FieldCheck = (value, name) => {
  if (typeof value !== "boolean") fail(name, "a boolean");
};

export const string: FieldCheck = (value, name) => {
  if (typeof value !== "string") fail(name, "a string");
};

export const object: FieldCheck = (value, name) => {
  if (!isObject(value)) fail(name, "an object");
};

export const array: FieldCheck = (value, name) => {
  if (!Array.isArray(value)) fail(name, "an array");
};

export const stringOrStrings: FieldCheck = (value, name) => {
  if (typeof value === "string") return;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    fail(name, "a string or an array of strings");
};

export const oneOf =
  (...allowed: string[]): FieldCheck =>
  (value, name) => {
    if (typeof value !== "string" || !allowed.includes(value))
      fail(name, `one of ${allowed.map((item) => `'${item}'`).join(", ")}`);
  };

/** Checks the fields that are present; `null` counts as absent, as it does for OpenAI. Unknown fields pass. */
export function checkFields(body: JsonObject, checks: Record<string, FieldCheck>): void {
  for (const name in body) {
    const check = checks[name];
    if (check !== undefined && Object.hasOwn(checks, name)) {
      const value = body[name];
      if (value !== null && value !== undefined) check(value, name);
    }
  }
}

export function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
