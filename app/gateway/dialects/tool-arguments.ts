import { isObject, type JsonObject } from "../openai/fields";
import { parseKeepingDigits } from "../openai/long-numbers";

/**
 * A call's arguments for surfaces that want an object where OpenAI has a string. What is no JSON object reaches the client all
 * the same, under a name that says so.
 */
export function argumentsObject(text: unknown): JsonObject {
  if (typeof text !== "string" || text.trim() === "") return {};
  try {
    const value = parseKeepingDigits(text);
    return isObject(value) ? value : { value };
  } catch {
    return { invalid_json: text };
  }
}
