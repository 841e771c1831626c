import { badRequest } from "../../errors";
import { wordTable } from "../../openai/fields";

// What an edit is called among OpenAI's names is a model; here it is an endpoint:
// https://platform.stability.ai/docs/api-reference#tag/Edit, #tag/Control and #tag/Upscale

const folders = wordTable<string>({
  erase: "edit",
  inpaint: "edit",
  outpaint: "edit",
  "search-and-replace": "edit",
  "search-and-recolor": "edit",
  "remove-background": "edit",
  "replace-background-and-relight": "edit",
  sketch: "control",
  structure: "control",
  style: "control",
  "style-transfer": "control",
  fast: "upscale",
  conservative: "upscale",
  creative: "upscale",
});

/** The endpoint below `/v2beta/stable-image`. `stable-image-inpaint`, `stability-inpaint` and `inpaint` are the same. */
export function editPath(model: string, hasMask: boolean): string {
  const name = model.replace(/^(?:stable-image|stable|stability)-/, "").replace(/-upscale$|^upscale-/, "");
  const folder = folders[name];
  if (folder !== undefined) return `${folder}/${name}`;
  if (hasMask) return "edit/inpaint";
  if (/^sd3/.test(model)) return "generate/sd3";
  if (name === "ultra") return "generate/ultra";
  throw badRequest(
    `Stability AI does not edit with '${model}' and no mask: name an operation such as 'stable-image-inpaint' or 'stable-image-search-and-replace'.`,
    "model",
  );
}

/** The field that carries the picture. */
export const imageFieldOf = (path: string): string =>
  path === "edit/replace-background-and-relight"
    ? "subject_image"
    : path === "control/style-transfer"
      ? "init_image"
      : "image";
