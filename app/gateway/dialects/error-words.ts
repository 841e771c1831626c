import { GatewayError } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";

// Adapters name fields as OpenAI's chat has them; a client hears of those that it sent.

/** A surface's names for chat's fields; `messages` stands for all places within them. */
export type OwnNames = Readonly<Record<string, string>>;

const ownName = (param: string, names: OwnNames): string | undefined =>
  names[param.startsWith("messages[") ? "messages" : param];

/** Of a field that the client itself called by chat's name: it has to hear that name. */
export class ClientsWords extends GatewayError {}

export function inOwnWords(error: GatewayError, names: OwnNames): GatewayError {
  if (error instanceof ClientsWords) return error;
  const { param } = error;
  const name = param === null ? undefined : ownName(param, names);
  if (name === undefined) return error;
  const { status, type, code, headers, details } = error;
  const message = error.message.replaceAll(`'${param}'`, `'${name}'`);
  return new GatewayError({ status, type, code, message, param: name, headers, details });
}

/** The same for an error body of OpenAI's shape. */
export function bodyInOwnWords(body: JsonObject, names: OwnNames): JsonObject {
  const { error } = body;
  if (!isObject(error) || typeof error.param !== "string") return body;
  const name = ownName(error.param, names);
  if (name === undefined) return body;
  const message = String(error.message).replaceAll(`'${error.param}'`, `'${name}'`);
  return { ...body, error: { ...error, message, param: name } };
}
