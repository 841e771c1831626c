import { badRequest } from "../errors";
import type { JsonObject } from "../openai/fields";

// Forms with files (multipart/form-data), as OpenAI's audio, image edit and video endpoints take them.

const numbers = new Set(["n", "partial_images", "output_compression", "temperature"]);
const booleans = new Set(["stream"]);
const lists = new Set([
  "timestamp_granularities",
  "include",
  "models",
  "known_speaker_names",
  "known_speaker_references",
]);
const jsonObjects = new Set(["metadata"]);
/** The gateway's own: no upstream sees them. */
const own = new Set(["provider", "models", "route", "metadata"]);

const bare = (name: string) => (name.endsWith("[]") ? name.slice(0, -2) : name);

/** More than any request has, and no more than are taken apart at once: parsers take long for each. */
const mostParts = 1_000;

/** Whether lines of the bytes begin with the form's boundary more often. */
function isCrowded(bytes: Uint8Array, contentType: string): boolean {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = new TextEncoder().encode(`--${quoted ?? plain ?? ""}`);
  let parts = 0;
  for (let at = 0; at < bytes.length && parts <= mostParts; at++) {
    if (bytes[at] !== 0x2d || (at > 0 && bytes[at - 1] !== 0x0a)) continue;
    let same = 1;
    while (same < boundary.length && bytes[at + same] === boundary[same]) same++;
    if (same === boundary.length) parts++;
  }
  return parts > mostParts;
}

/** Reads a form; a 400 where the bytes are none, or a crowd of fields. */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  if (isCrowded(bytes, contentType)) throw badRequest(`A form may have at most ${mostParts} fields.`);
  try {
    return await new Response(bytes, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw badRequest("The request body is not valid multipart/form-data: is the boundary of its content type right?");
  }
}

/** The text fields of a form as the JSON body would have them. Files are left out. */
export function formFields(form: FormData): JsonObject {
  const body: JsonObject = {};
  for (const [key, value] of form.entries()) {
    if (typeof value !== "string") continue;
    const name = bare(key);
    if (lists.has(name)) {
      const list = body[name];
      if (Array.isArray(list)) list.push(value);
      else body[name] = [value];
    } else body[name] = fieldValue(name, value);
  }
  return body;
}

function fieldValue(name: string, value: string): unknown {
  if (numbers.has(name)) {
    if (value.trim() === "" || !Number.isFinite(Number(value)))
      throw badRequest(`Invalid value for '${name}': expected a number.`, name);
    return Number(value);
  }
  if (booleans.has(name)) {
    if (!/^(?:true|false|1|0)$/i.test(value))
      throw badRequest(`Invalid value for '${name}': expected a boolean.`, name);
    return /^(?:true|1)$/i.test(value);
  }
  if (jsonObjects.has(name) || (name === "provider" && value.trimStart().startsWith("{"))) {
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`Invalid value for '${name}': expected a JSON object.`, name);
    }
  }
  return value;
}

/** The files of a field, `image` and `image[]` alike. */
export const formFiles = (form: FormData | null, name: string): File[] =>
  form === null
    ? []
    : [...form.entries()]
        .filter(([key, value]) => bare(key) === name && typeof value !== "string")
        .map(([, value]) => value as File);

/** A field that must hold a file with something in it. */
export function needFile(form: FormData, name: string): File {
  const file = formFiles(form, name)[0];
  if (file === undefined) {
    if (form.has(name)) throw badRequest(`Invalid value for '${name}': expected a file.`, name);
    throw badRequest(`Missing required parameter: '${name}'.`, name);
  }
  if (file.size === 0) throw badRequest(`Invalid value for '${name}': the file is empty.`, name);
  return file;
}

export interface EncodedForm {
  contentType: string;
  body: Uint8Array<ArrayBuffer>;
}

/** A form as bytes, with the boundary in its content type. */
export async function encodeForm(form: FormData): Promise<EncodedForm> {
  const encoded = new Response(form);
  return {
    contentType: encoded.headers.get("content-type") ?? "",
    body: new Uint8Array(await encoded.arrayBuffer()),
  };
}

/** The client's form for an upstream of the same format: another model, without the gateway's own fields. */
export function formForUpstream(form: FormData, model: string): FormData {
  const next = new FormData();
  for (const [key, value] of form.entries()) {
    if (own.has(bare(key)) || key === "model") continue;
    if (typeof value === "string") next.append(key, value);
    else next.append(key, value, value.name);
  }
  next.append("model", model);
  return next;
}
