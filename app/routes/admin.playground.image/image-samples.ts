import { aiSdkCall, aiSdkClient, throughOptions } from "../admin.playground/ai-sdk-sample";
import {
  curlJson,
  ownFieldsNote,
  pythonClient,
  pythonCreate,
  shellQuoted,
  typescriptClient,
  typescriptValue,
} from "../admin.playground/code-parts";
import type { CodeLanguage } from "../admin.playground/code-samples";

// "View code" of the Image mode. An edit's pictures are files of the reader's.

export const imageLanguages = ["curl", "python", "typescript", "aiSdk"] as const satisfies readonly CodeLanguage[];

/** `files`: how many pictures are edited; 0 for a new one. */
export function imageSample(language: CodeLanguage, baseUrl: string, fields: Record<string, unknown>, files: number) {
  const names = Array.from({ length: files }, (_, place) => (files > 1 ? `image-${place + 1}.png` : "image.png"));
  if (language === "curl") return curl(baseUrl, fields, names);
  if (language === "python") return python(baseUrl, fields, names);
  if (language === "aiSdk") return aiSdk(baseUrl, fields, names);
  return typescript(baseUrl, fields, names);
}

function curl(baseUrl: string, fields: Record<string, unknown>, names: string[]): string {
  if (names.length === 0) return curlJson(`${baseUrl}/images/generations`, fields);
  const form = [
    ...Object.entries(fields).map(
      ([name, value]) =>
        `  --form-string ${shellQuoted(`${name}=${typeof value === "object" ? JSON.stringify(value) : String(value)}`)}`,
    ),
    ...names.map((file) => `  -F "image${names.length > 1 ? "[]" : ""}=@${file}"`),
  ];
  return [
    `curl ${baseUrl}/images/edits \\`,
    '  -H "Authorization: Bearer $GATEWAY_API_KEY" \\',
    form.join(" \\\n"),
  ].join("\n");
}

function python(baseUrl: string, fields: Record<string, unknown>, names: string[]): string {
  const open = names.map((file) => `open(${JSON.stringify(file)}, "rb")`);
  const raw: Record<string, string> =
    open.length === 0 ? {} : { image: open.length === 1 ? (open[0] ?? "") : `[${open.join(", ")}]` };
  return [
    ...pythonClient(baseUrl, ["import base64"]),
    ...pythonCreate("made", names.length > 0 ? "images.edit" : "images.generate", fields, raw),
    "for place, image in enumerate(made.data):",
    "    if image.b64_json:",
    '        with open(f"made-{place + 1}.png", "wb") as file:',
    "            file.write(base64.b64decode(image.b64_json))",
    "    else:",
    "        print(image.url)",
  ].join("\n");
}

function typescript(baseUrl: string, fields: Record<string, unknown>, names: string[]): string {
  const reads = names.map((file) => `fs.createReadStream(${JSON.stringify(file)})`);
  const image = reads.length > 0 ? `\n  image: ${reads.length === 1 ? reads[0] : `[${reads.join(", ")}]`},` : "";
  return [
    ...typescriptClient(baseUrl, ['import fs from "node:fs";']),
    ...ownFieldsNote(fields),
    `const made = await client.images.${names.length > 0 ? "edit" : "generate"}(${typescriptValue(fields).replace("{", `{${image}`)});`,
    "for (const [place, image] of (made.data ?? []).entries()) {",
    '  if (image.b64_json) fs.writeFileSync("made-" + place + ".png", image.b64_json, "base64");',
    "  else console.log(image.url);",
    "}",
  ].join("\n");
}

function aiSdk(baseUrl: string, fields: Record<string, unknown>, names: string[]): string {
  const { model, prompt, size, n, ...own } = fields;
  const reads = names.map((file) => `fs.readFileSync(${JSON.stringify(file)})`);
  const code = {
    model: `gateway.imageModel(${JSON.stringify(model)})`,
    ...(reads.length > 0 ? { prompt: `{ text: ${JSON.stringify(prompt)}, images: [${reads.join(", ")}] }` } : {}),
  };
  const values = {
    ...(reads.length > 0 ? {} : { prompt }),
    ...(size === undefined || size === "auto" ? {} : { size }),
    ...(n === undefined ? {} : { n }),
    ...throughOptions(own),
  };
  return [
    'import fs from "node:fs";',
    ...aiSdkClient(baseUrl, ["generateImage"]),
    `const { images } = ${aiSdkCall("await generateImage", code, values)};`,
    'for (const [place, image] of images.entries()) fs.writeFileSync("made-" + place + ".png", image.uint8Array);',
  ].join("\n");
}
