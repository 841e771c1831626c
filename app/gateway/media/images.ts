import { badRequest } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";
import type { Usage } from "../openai/usage";
import { toBase64 } from "../openai/vectors";
import { fromBase64, imageType, readAll } from "./bytes";
import { formFiles } from "./form";
import { jsonAnswer, type MediaAnswer, type MediaCall, type UpstreamPort } from "./media";
import { badAnswer } from "./upstream";

// What every vendor of images has in common: pictures in, pictures out, sizes as ratios.

/** A file of an answer or of a request's address is read up to so many bytes. */
const largestImage = 64 * 1024 * 1024;

export interface ImageInput {
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
  name: string;
}

/** The pictures of a request: files of its form, or what its JSON names by data URI or address. `field`: `image`, `mask`. */
export async function imageInputs(call: MediaCall, upstream: UpstreamPort, field: string): Promise<ImageInput[]> {
  const files = formFiles(call.media.form, field);
  if (files.length > 0) return Promise.all(files.map(fromFile));
  const { [field]: one, images } = call.body;
  const given = field === "image" && images !== undefined ? images : one;
  if (given === undefined || given === null) return [];
  const list = Array.isArray(given) ? given : [given];
  return Promise.all(list.map((item) => fromReference(item, upstream, field)));
}

async function fromFile(file: File): Promise<ImageInput> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { bytes, mediaType: imageType(bytes) ?? (file.type || "image/png"), name: file.name };
}

async function fromReference(item: unknown, upstream: UpstreamPort, field: string): Promise<ImageInput> {
  const address = isObject(item) ? item.image_url : item;
  if (typeof address !== "string")
    throw badRequest(
      `Invalid value for '${field}': this provider takes images by file, data URI or address only.`,
      field,
    );
  const data = /^data:[^,]*;base64,/i.exec(address.slice(0, 300));
  if (data === null && !/^https?:\/\//i.test(address))
    throw badRequest(`Invalid value for '${field}': expected a data URI or an http(s) address.`, field);
  const bytes =
    data === null ? await downloadInput(address, upstream, field) : fromBase64(address.slice(data[0].length));
  if (bytes === null || bytes.byteLength === 0)
    throw badRequest(`Invalid value for '${field}': the image could not be read.`, field);
  return { bytes, mediaType: imageType(bytes) ?? "image/png", name: "image.png" };
}

/** What the client named and cannot be had is the client's mistake. */
async function downloadInput(
  address: string,
  upstream: UpstreamPort,
  field: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await download(address, upstream);
  } catch (error) {
    if (upstream.context.signal.aborted) throw error;
    throw badRequest(`What '${field}' points to could not be fetched: is it a public address?`, field);
  }
}

async function download(address: string, upstream: UpstreamPort): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await upstream.download(address);
  return response.body === null ? null : readAll(response.body.getReader(), largestImage);
}

export const dataUri = ({ bytes, mediaType }: ImageInput): string => `data:${mediaType};base64,${toBase64(bytes)}`;

/** A picture of an answer: base64 where the vendor sent it, else its address. */
export type MadeImage = { base64: string } | { address: string };

/** OpenAI's answer. Addresses are fetched where the client wants base64; a vendor of bytes has no addresses to give. */
export async function imagesAnswer(
  call: MediaCall,
  images: MadeImage[],
  upstream: UpstreamPort,
  more: { usage?: Usage | null; model?: string | null; body?: JsonObject } = {},
): Promise<MediaAnswer> {
  if (images.length === 0) throw badAnswer("the upstream's answer has no image");
  const wantsBytes = call.body.response_format === "b64_json";
  const data = await Promise.all(
    images.map(async (image): Promise<JsonObject> => {
      if ("base64" in image) return { b64_json: image.base64 };
      const inline = /^data:[^,]*;base64,/i.exec(image.address.slice(0, 300));
      if (inline !== null) return { b64_json: image.address.slice(inline[0].length) };
      if (!wantsBytes) return { url: image.address };
      const bytes = await download(image.address, upstream);
      if (bytes === null) throw badAnswer("an image of the answer is too large");
      return { b64_json: toBase64(bytes) };
    }),
  );
  return jsonAnswer(
    { created: Math.floor(Date.now() / 1000), data, ...more.body },
    { usage: more.usage ?? null, model: more.model ?? null, units: { images: images.length } },
  );
}

/** What no vendor but OpenAI has. `urls`: this one can give addresses. */
export function refuseUnusual(call: MediaCall, vendor: string, can: { urls?: boolean; mask?: boolean } = {}): void {
  const refuse = (name: string, what: string) => {
    throw badRequest(`'${name}' is not supported by ${vendor}: ${what}`, name);
  };
  if (call.body.stream === true) refuse("stream", "its images come whole.");
  if (call.body.response_format === "url" && can.urls !== true) refuse("response_format", "use 'b64_json'.");
  if (call.body.background === "transparent") refuse("background", "its images have one.");
  const hasMask = formFiles(call.media.form, "mask").length > 0 || (call.body.mask ?? null) !== null;
  if (hasMask && can.mask !== true) refuse("mask", "describe the change in the prompt.");
}

const openAiFields = new Set(
  "model prompt n size quality style response_format background moderation output_format output_compression partial_images stream user image images mask input_fidelity metadata safety_identifier".split(
    " ",
  ),
);

/** Fields that are not OpenAI's: the vendor's own, passed on as they are. */
export const vendorFields = (call: MediaCall): JsonObject =>
  Object.fromEntries(
    Object.entries(call.body).filter(
      ([name, value]) => !openAiFields.has(name) && value !== undefined && value !== null,
    ),
  );

/** Width and height of `1024x1536`; null for `auto` or none. */
export function readSize(size: unknown): { width: number; height: number } | null {
  const match = typeof size === "string" ? /^(\d+)[x:*](\d+)$/.exec(size) : null;
  return match === null ? null : { width: Number(match[1]), height: Number(match[2]) };
}

/** Of ratios such as `16:9` or `1280:720` the one that is nearest to a size; an exact one first. Null where no size is asked. */
export function nearestRatio(size: unknown, ratios: readonly string[]): string | null {
  const wanted = readSize(size);
  if (wanted === null || wanted.width === 0 || wanted.height === 0) return null;
  const exact = `${wanted.width}:${wanted.height}`;
  if (ratios.includes(exact)) return exact;
  const distance = (ratio: string) => {
    const [width = 1, height = 1] = ratio.split(":").map(Number);
    return Math.abs(Math.log(width / height / (wanted.width / wanted.height)));
  };
  return [...ratios].sort((a, b) => distance(a) - distance(b))[0] ?? null;
}
