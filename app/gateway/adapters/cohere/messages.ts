import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { fromBase64Text, isTextType, partsOf, readDataUri, spokenParts, textOf, toolCallsOf } from "../foreign/content";

export interface Conversation {
  messages: JsonObject[];
  /** What the user's files say: https://docs.cohere.com/reference/chat#request.body.documents */
  documents: JsonObject[];
}

/**
 * OpenAI's messages -> this API's. Results of tools are texts here: pictures among them follow as the user's, after the
 * last result of the turn.
 */
export function conversation(messages: JsonObject[]): Conversation {
  const result: JsonObject[] = [];
  const documents: JsonObject[] = [];
  let pictures: JsonObject[] = [];
  const show = () => {
    if (pictures.length > 0) result.push({ role: "user", content: pictures });
    pictures = [];
  };
  messages.forEach((message, index) => {
    if (message.role !== "tool") show();
    const read = readMessage(message, index, documents);
    // A turn of reasoning alone has nothing that Cohere takes.
    if (read.role !== "assistant" || read.content !== "") result.push(read);
    if (message.role === "tool")
      pictures.push(
        ...partsOf(message.content)
          .filter(({ type }) => type === "image_url")
          .map(pictureOf),
      );
  });
  show();
  return { messages: result, documents };
}

const pictureOf = (part: JsonObject): JsonObject => ({
  type: "image_url",
  image_url: isObject(part.image_url) ? part.image_url : { url: part.image_url },
});

function readMessage(message: JsonObject, index: number, documents: JsonObject[]): JsonObject {
  const at = `messages[${index}]`;
  if (message.role === "system" || message.role === "developer")
    return { role: "system", content: textOf(message.content) };
  if (message.role === "user") return { role: "user", content: userContent(message.content, at, documents) };
  if (message.role === "assistant") return assistantMessage(message, at);
  return { role: "tool", tool_call_id: message.tool_call_id ?? "call_0", content: textOf(message.content) };
}

function userContent(content: unknown, at: string, documents: JsonObject[]): string | JsonObject[] {
  if (typeof content === "string") return content;
  const parts = partsOf(content).flatMap((part, index): JsonObject[] => {
    if (part.type === "text") return [{ type: "text", text: part.text }];
    if (part.type === "image_url") return [pictureOf(part)];
    const name = `${at}.content[${index}]`;
    if (part.type !== "file") throw badRequest(`Cohere's models do not take content of the type '${part.type}'.`, name);
    documents.push(documentOf(isObject(part.file) ? part.file : {}, name));
    return [];
  });
  // A turn whose files are all it had still is one.
  return parts.length === 0 ? "" : parts;
}

function documentOf({ file_data: data, filename }: JsonObject, name: string): JsonObject {
  const inline = typeof data === "string" ? readDataUri(data) : null;
  if (inline === null || !isTextType(inline.mediaType))
    throw badRequest("Cohere's models take files of text alone, as a data URI in 'file_data'.", name);
  const title = typeof filename === "string" && filename !== "" ? { title: filename } : {};
  return { data: { ...title, text: fromBase64Text(inline.data, name) } };
}

function assistantMessage(message: JsonObject, at: string): JsonObject {
  const calls = toolCallsOf(message, at);
  const text = textOf(spokenParts(message));
  if (calls.length === 0) return { role: "assistant", content: text };
  // A turn with calls has no other place for what was said before them.
  const plan = [message.reasoning_content, text].filter((each) => typeof each === "string" && each !== "").join("\n\n");
  return {
    role: "assistant",
    ...(plan === "" ? {} : { tool_plan: plan }),
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    })),
  };
}
