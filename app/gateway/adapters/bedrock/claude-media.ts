import type { Provider } from "../../config/entities";
import { isObject, type JsonObject } from "../../openai/fields";
import { fetchSpots, isAddress, type Spot } from "../foreign/remote-media";
import type { PrepareContext } from "../target";

// Claude on Bedrock takes bytes alone: images and documents behind an address are fetched.

/** What was fetched for a request, for its further attempts. */
const fetched = new WeakMap<JsonObject, JsonObject>();

/** The Messages request with every address replaced by what lies there; the same one, at once, where it holds none. */
export function withInlineSources(
  body: JsonObject,
  provider: Provider,
  context: PrepareContext,
): JsonObject | Promise<JsonObject> {
  if (!Array.isArray(body.messages) || !body.messages.some(holdsAddress)) return body;
  const known = fetched.get(body);
  if (known !== undefined) return known;
  const spots: Spot[] = [];
  const messages = body.messages.map((message, index) =>
    isObject(message)
      ? { ...message, content: copyBlocks(message.content, `messages.${index}.content`, spots) }
      : message,
  );
  const copy = { ...body, messages };
  return fetchSpots(spots, provider, context).then(() => {
    fetched.set(body, copy);
    return copy;
  });
}

const isUrlSource = (source: unknown): source is { url: string } =>
  isObject(source) && source.type === "url" && isAddress(source.url);

function holdsAddress(holder: unknown): boolean {
  if (!isObject(holder) || !Array.isArray(holder.content)) return false;
  return holder.content.some((block) => isObject(block) && (isUrlSource(block.source) || holdsAddress(block)));
}

function copyBlocks(content: unknown, at: string, spots: Spot[]): unknown {
  if (!Array.isArray(content)) return content;
  return content.map((block, index) => {
    if (!isObject(block)) return block;
    const here = `${at}.${index}`;
    if (Array.isArray(block.content)) return { ...block, content: copyBlocks(block.content, `${here}.content`, spots) };
    if (!isUrlSource(block.source)) return block;
    const copy: JsonObject = { ...block };
    spots.push({
      url: block.source.url,
      at: `${here}.source.url`,
      put(uri) {
        copy.source = sourceOf(uri, block.type === "document");
      },
    });
    return copy;
  });
}

/** A document of text is text; everything else is its bytes. */
function sourceOf(uri: string, isDocument: boolean): JsonObject {
  const [, mediaType = "", data = ""] = /^data:([^;,]+);base64,(.*)$/s.exec(uri) ?? [];
  if (isDocument && mediaType.startsWith("text/")) {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    return { type: "text", media_type: "text/plain", data: new TextDecoder().decode(bytes) };
  }
  return { type: "base64", media_type: mediaType, data };
}
