import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { holdsLongNumber } from "../../openai/long-numbers";
import { carried } from "../carried";
import { CallIds } from "./call-ids";
import { read, readObject, readObjects } from "./fields";
import { mediaPart } from "./media";

// Contents of a generateContent request -> OpenAI's messages: https://ai.google.dev/api/caching#Content
// Parts that only Google's API knows are left out (see native-only.ts).

/** A call or a result holds a number whose digits are lost: the contents have to be read again from their text. */
export const losesDigits = (contents: unknown): boolean =>
  Array.isArray(contents) &&
  contents.some(
    (content) =>
      isObject(content) &&
      Array.isArray(content.parts) &&
      content.parts.some(
        (part) =>
          isObject(part) &&
          part.text === undefined &&
          (holdsLongNumber(read(part, "functionCall")) || holdsLongNumber(read(part, "functionResponse"))),
      ),
  );

export function chatMessages(body: JsonObject): JsonObject[] {
  const messages: JsonObject[] = [];
  const system = systemText(read(body, "systemInstruction"));
  if (system !== "") messages.push({ role: "system", content: system });
  // Google's own examples have one content alone, and roles in capitals.
  const given = read(body, "contents");
  const contents = isObject(given) ? [given] : given;
  if (contents === undefined) throw badRequest("Missing required parameter: 'contents'.", "contents");
  if (!Array.isArray(contents)) throw badRequest("Invalid value for 'contents': expected an array.", "contents");
  if (contents.length === 0)
    throw badRequest("Invalid value for 'contents': contents are required, expected at least one.", "contents");
  const ids = new CallIds();
  for (const [index, content] of contents.entries()) {
    const at = `contents[${index}]`;
    if (!isObject(content)) throw badRequest(`Invalid value for '${at}': expected an object.`, at);
    const role = String(content.role ?? "user").toLowerCase();
    if (!["user", "model", "function", "system"].includes(role))
      throw badRequest(`Invalid value for '${at}.role': please use a valid role: user, model.`, `${at}.role`);
    const parts = readObjects(content, "parts", at);
    if (role === "model") messages.push(modelMessage(parts, at, ids), ...shownPictures(parts, at));
    else if (role === "system") messages.push({ role: "system", content: systemText(content) });
    else messages.push(...userMessages(parts, at, ids));
  }
  return messages;
}

/** A content, its parts, one part, or plain text: SDKs send all of these. */
function systemText(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (!isObject(value))
    throw badRequest("Invalid value for 'systemInstruction': expected a content.", "systemInstruction");
  const parts = value.parts === undefined ? [value] : readObjects(value, "parts", "systemInstruction");
  return parts
    .map((part) => part.text)
    .filter((text) => typeof text === "string" && text !== "")
    .join("\n\n");
}

function modelMessage(parts: JsonObject[], at: string, ids: CallIds): JsonObject {
  let content = "";
  let reasoning = "";
  const calls: JsonObject[] = [];
  const details: unknown[] = [];
  let own: string | null = null;
  for (const [index, part] of parts.entries()) {
    const signature = read(part, "thoughtSignature");
    const foreign = carried(signature);
    if (Array.isArray(foreign?.details)) details.push(...foreign.details);
    const google = typeof signature === "string" && signature !== "" && foreign === null ? signature : null;
    const call = readObject(part, "functionCall", `${at}.parts[${index}]`);
    if (call !== null) calls.push(toolCall(call, google, `${at}.parts[${index}].functionCall`, ids));
    else if (google !== null) own = google;
    const text = textOf(part, `${at}.parts[${index}]`);
    if (part.thought === true) reasoning += text;
    else content += text;
  }
  return {
    role: "assistant",
    content: content === "" && calls.length > 0 ? null : content,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(own === null ? {} : extraContent(own)),
  };
}

/** Pictures that a model made stand in a user's message after it: chat's assistant has no place for them. */
function shownPictures(parts: JsonObject[], at: string): JsonObject[] {
  const content = parts
    .flatMap((part, index) => (part.thought === true ? [] : mediaPart(part, `${at}.parts[${index}]`)))
    .filter((part) => part.type === "image_url");
  return content.length === 0 ? [] : [{ role: "user", content }];
}

const extraContent = (signature: string): JsonObject => ({
  extra_content: { google: { thought_signature: signature } },
});

function toolCall(call: JsonObject, signature: string | null, at: string, ids: CallIds): JsonObject {
  if (typeof call.name !== "string" || call.name === "")
    throw badRequest(`Missing required parameter: '${at}.name'.`, `${at}.name`);
  const input = call.args ?? {};
  if (!isObject(input)) throw badRequest(`Invalid value for '${at}.args': expected an object.`, `${at}.args`);
  return {
    id: ids.call(call.name, call.id),
    type: "function",
    function: { name: call.name, arguments: JSON.stringify(input) },
    ...(signature === null ? {} : extraContent(signature)),
  };
}

function textOf(part: JsonObject, at: string): string {
  if (part.text === undefined || part.text === null) return "";
  if (typeof part.text !== "string")
    throw badRequest(`Invalid value for '${at}.text': expected a string.`, `${at}.text`);
  return part.text;
}

/** Results first, each a message of its own; then what the user says. */
function userMessages(parts: JsonObject[], at: string, ids: CallIds): JsonObject[] {
  const results: JsonObject[] = [];
  const said: JsonObject[] = [];
  for (const [index, part] of parts.entries()) {
    const path = `${at}.parts[${index}]`;
    const response = readObject(part, "functionResponse", path);
    if (response !== null) {
      results.push(toolMessage(response, `${path}.functionResponse`, ids));
      for (const inner of readObjects(response, "parts", `${path}.functionResponse`))
        said.push(...mediaPart(inner, `${path}.functionResponse.parts`));
      continue;
    }
    const text = textOf(part, path);
    if (text !== "") said.push({ type: "text", text });
    said.push(...mediaPart(part, path));
  }
  if (said.length === 0) return results.length === 0 ? [{ role: "user", content: "" }] : results;
  const plain = said.every((part) => part.type === "text");
  const content = plain ? said.map((part) => part.text).join("\n") : said;
  return [...results, { role: "user", content }];
}

function toolMessage(response: JsonObject, at: string, ids: CallIds): JsonObject {
  if (typeof response.name !== "string" || response.name === "")
    throw badRequest(`Missing required parameter: '${at}.name'.`, `${at}.name`);
  const value = response.response ?? {};
  if (!isObject(value)) throw badRequest(`Invalid value for '${at}.response': expected an object.`, `${at}.response`);
  return {
    role: "tool",
    tool_call_id: ids.result(response.name, response.id),
    content: JSON.stringify(value),
  };
}
