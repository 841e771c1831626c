import type { ImageInput, MadeImage } from "../../media/images";
import type { MediaCall } from "../../media/media";
import { badAnswer, jobFailed } from "../../media/upstream";
import type { VideoApi } from "../../media/video-tasks";
import { isObject, type JsonObject } from "../../openai/fields";

// What vendors of images that speak OpenAI's chat have in common (`quirks.imageFormat`).

export interface ImageOrder {
  call: MediaCall;
  /** The upstream's name. */
  model: string;
  /** The pictures to change; none where one is made from words. */
  inputs: ImageInput[];
  /** What of the picture is to be changed; only where the vendor `masks`. */
  mask: ImageInput | null;
}

export interface ImageVendor {
  /** For words to the caller. */
  name: string;
  /** Whether pictures can be edited in the vendor's words; else they are ordered as OpenAI has it. */
  edits: boolean;
  /** The colour that marks what is to be changed, for models that take a mask; null for those that take none. */
  masks?(model: string): "white" | "black" | null;
  draw(order: ImageOrder, api: VideoApi): Promise<MadeImage[]>;
}

const generations = "/images/generations";

/** A vendor that makes all pictures in one call. `path` as the API takes it, default OpenAI's. */
export const inOneCall =
  (
    request: (order: ImageOrder) => JsonObject,
    made: (answer: JsonObject) => MadeImage[] = openAiData,
    path: string | ((order: ImageOrder) => string) = generations,
  ): ImageVendor["draw"] =>
  async (order, api) =>
    made(await post(api, typeof path === "string" ? path : path(order), request(order)));

export const post = (
  api: VideoApi,
  path: string,
  body: JsonObject,
  headers: Record<string, string> = {},
): Promise<JsonObject> => api.json(path, { method: "POST", headers, body: JSON.stringify(body) });

/** A vendor that makes one picture a call is called once for each. */
export const eachAlone =
  (draw: ImageVendor["draw"]): ImageVendor["draw"] =>
  async (order, api) => {
    const { n } = order.call.body;
    const made = await Promise.all(Array.from({ length: typeof n === "number" ? n : 1 }, () => draw(order, api)));
    return made.flat();
  };

/** `data` of OpenAI's shape. */
export function openAiData({ data, images }: JsonObject): MadeImage[] {
  const list = Array.isArray(data) && data.length > 0 ? data : images;
  return (Array.isArray(list) ? list.filter(isObject) : []).flatMap(({ b64_json: base64, url }): MadeImage[] =>
    typeof base64 === "string" ? [{ base64 }] : typeof url === "string" ? [{ address: url }] : [],
  );
}

export const addresses = (list: unknown): MadeImage[] =>
  (Array.isArray(list) ? list : []).flatMap((address): MadeImage[] =>
    typeof address === "string" && address !== "" ? [{ address }] : [],
  );

/** Base64, with or without the head of a data URI. */
export const base64s = (list: unknown): MadeImage[] =>
  (Array.isArray(list) ? list : []).flatMap((data): MadeImage[] =>
    typeof data !== "string" || data === "" ? [] : data.startsWith("data:") ? [{ address: data }] : [{ base64: data }],
  );

/** Asks for a job until it is `done`; `state` throws where it failed. */
export async function waitFor(api: VideoApi, state: () => Promise<JsonObject | null>): Promise<JsonObject> {
  for (let waitMs = 500; ; waitMs = Math.min(waitMs * 1.5, 5_000)) {
    await api.upstream.sleep(waitMs);
    const done = await state();
    if (done !== null) return done;
  }
}

/** What the vendor would not draw, and what it could not. */
export const refusedJob = (message: unknown, word: unknown): Error =>
  typeof message === "string" || typeof word === "string"
    ? jobFailed(
        String(message ?? word),
        /moderat|inspection|sensitive|nsfw|policy|invalid|illegal|unsafe|filter/i.test(`${message} ${word}`),
      )
    : badAnswer("the upstream's answer is no state of a job");
