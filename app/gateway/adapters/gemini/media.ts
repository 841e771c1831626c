import type { Provider } from "../../config/entities";
import type { JsonObject } from "../../openai/fields";
import { withInlineMedia } from "../foreign/remote-media";
import type { PrepareContext } from "../target";

/** Files of Google's own and YouTube's videos are read by Google: https://ai.google.dev/gemini-api/docs/file-input-methods */
const googles = /^https:\/\/(?:generativelanguage\.googleapis\.com\/|(?:www\.)?youtube\.com\/|youtu\.be\/)/i;

export const withFetchedMedia = (
  body: JsonObject,
  provider: Provider,
  context: PrepareContext,
): JsonObject | Promise<JsonObject> => withInlineMedia(body, provider, context, (url) => googles.test(url));
