import { GatewayError } from "../errors";

/**
 * An error whose field an adapter named as OpenAI's chat has it, in the words of the surface that was asked. `messages`:
 * the surface's name for these, whose places are other ones there.
 */
export function inOwnWords(
  error: GatewayError,
  names: Readonly<Record<string, string>>,
  messages: string,
): GatewayError {
  const { param } = error;
  if (param === null) return error;
  const name = param === "messages" || param.startsWith("messages[") ? messages : names[param];
  if (name === undefined || name === param) return error;
  const { status, type, code, headers, details } = error;
  const message = error.message.replaceAll(`'${param}'`, `'${name}'`);
  return new GatewayError({ status, type, code, message, param: name, headers, details });
}
