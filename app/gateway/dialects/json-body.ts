import { badRequest } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";

/** JSON text -> an object, or a 400 in words. */
export function parseBody(text: string): JsonObject {
  if (text.trim() === "") throw badRequest("The request body is empty: send a JSON object.");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badRequest("We could not parse the JSON body of your request.");
  }
  if (!isObject(body)) throw badRequest("The request body must be a JSON object.");
  return body;
}
