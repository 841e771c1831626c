import { badRequest } from "../errors";
import type { JsonObject } from "../openai/fields";

/** Half a character cannot stand in the address or header that a name may go into. */
export const isModelName = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && value.isWellFormed();

/** The model that a request in one of OpenAI's shapes names. Throws a 400. */
export function readModel({ model }: JsonObject): string {
  if (model === undefined || model === null) throw badRequest("Missing required parameter: 'model'.", "model");
  if (!isModelName(model)) throw badRequest("Invalid value for 'model': expected a string.", "model");
  return model;
}
