import { badRequest } from "../errors";
import { type ImageInput, imageInputs } from "./images";
import type { MediaCall, UpstreamPort } from "./media";
import { readPng, transparentPixels } from "./png";
import { twoColourPng } from "./two-colour-png";

// OpenAI's masks are transparent where the picture is to be changed
// (https://platform.openai.com/docs/api-reference/images/createEdit), those of other vendors black and white.

/** Larger pictures than anybody edits: what is unpacked has a bound. */
const mostPixels = 4_096 * 4_096;

const unreadable = (why: string) => badRequest(`Invalid value for 'mask': ${why}.`, "mask");

/**
 * The mask in black and white; `changed`: the colour of what the vendor is to change. One that has no transparent pixel is
 * taken to be in the vendor's own form, and left as it is.
 */
export async function blackAndWhite(mask: ImageInput, changed: "white" | "black"): Promise<ImageInput> {
  if (mask.mediaType !== "image/png") return mask;
  const png = readPng(mask.bytes);
  if (png === null) throw unreadable("the PNG could not be read");
  if (png.width * png.height > mostPixels) throw unreadable("it may have 16 million pixels at most");
  const transparent = await transparentPixels(png).catch(() => {
    throw unreadable("the PNG could not be read");
  });
  if (transparent?.includes(1) !== true) return mask;
  return { ...mask, bytes: await twoColourPng(transparent, png, changed), name: "mask.png" };
}

/** The mask of an edit as `blackAndWhite` has it; undefined where there is none. */
export async function maskOf(
  call: MediaCall,
  upstream: UpstreamPort,
  changed: "white" | "black",
): Promise<ImageInput | undefined> {
  const [given] = call.operation === "image_edits" ? await imageInputs(call, upstream, "mask") : [];
  return given && blackAndWhite(given, changed);
}
