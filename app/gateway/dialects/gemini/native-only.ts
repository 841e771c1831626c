import { isObject, type JsonObject } from "../../openai/fields";
import type { NativeFeature } from "../dialect";
import { read, readObject, readObjects } from "./fields";

const only = (field: string, what: string): NativeFeature => ({
  field,
  message: `${field}: ${what} is a feature of Google's own API, and no provider of this model speaks it.`,
});

/** Kinds of parts that hold what Google's own tools did. */
const ownParts = ["executableCode", "codeExecutionResult", "toolCall", "toolResponse"];

/** Files that only Google can open. */
const ownFile = /^(?:gs:\/\/|https:\/\/generativelanguage\.googleapis\.com\/|https:\/\/(?:www\.)?youtu)/;

/** The first feature of a generateContent request that only Google's API has; null where any upstream can serve it. */
export function nativeOnlyFeature(body: JsonObject): NativeFeature | null {
  if (read(body, "cachedContent") !== undefined) return only("cachedContent", "cached content");
  for (const [index, tool] of readObjects(body, "tools").entries())
    for (const name of Object.keys(tool))
      if (name !== "functionDeclarations" && name !== "function_declarations" && tool[name] !== null)
        return only(`tools[${index}].${name}`, `the tool '${name}'`);
  const config = readObject(body, "generationConfig") ?? {};
  for (const name of ["speechConfig", "imageConfig"])
    if (read(config, name) !== undefined) return only(`generationConfig.${name}`, `'${name}'`);
  if (read(config, "responseMimeType") === "text/x.enum")
    return only("generationConfig.responseMimeType", "the type 'text/x.enum'");
  for (const [index, content] of readObjects(body, "contents").entries()) {
    for (const [place, part] of readObjects(content, "parts").entries()) {
      const at = `contents[${index}].parts[${place}]`;
      for (const name of ownParts) if (read(part, name) !== undefined) return only(`${at}.${name}`, `'${name}'`);
      const file = read(part, "fileData");
      const uri = isObject(file) ? read(file, "fileUri") : null;
      if (typeof uri === "string" && ownFile.test(uri)) return only(`${at}.fileData`, "a file that only Google opens");
    }
  }
  return null;
}
