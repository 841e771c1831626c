import type { JsonObject } from "../../openai/fields";
import type { Provider } from "../../ports";
import type { PrepareContext } from "../adapter";
import { withInlineMedia } from "../foreign/remote-media";

/** Files of Google's own and YouTube's videos are read by Google: https://ai.google.dev/gemini-api/docs/file-input-methods */
const googles = /^https:\/\/(?:generativelanguage\.googleapis\.com\/|(?:www\.)?youtube\.com\/|youtu\.be\/)/i;

export const withFetchedMedia = (
  body: JsonObject,
  provider: Provider,
  context: PrepareContext,
): JsonObject | Promise<JsonObject> => withInlineMedia(body, provider, context, (url) => googles.test(url));
