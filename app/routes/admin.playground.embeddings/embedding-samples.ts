import { aiSdkCall, aiSdkClient, throughOptions } from "../admin.playground/ai-sdk-sample";
import {
  curlJson,
  ownFieldsNote,
  pythonClient,
  pythonCreate,
  typescriptClient,
  typescriptValue,
} from "../admin.playground/code-parts";
import type { CodeLanguage } from "../admin.playground/code-samples";

// "View code" of the Embeddings mode.

export const embeddingLanguages = ["curl", "python", "typescript", "aiSdk"] as const satisfies readonly CodeLanguage[];

export function embeddingSample(language: CodeLanguage, baseUrl: string, fields: Record<string, unknown>): string {
  if (language === "curl") return curlJson(`${baseUrl}/embeddings`, fields);
  if (language === "python") {
    return [
      ...pythonClient(baseUrl),
      ...pythonCreate("reply", "embeddings.create", fields),
      "for item in reply.data:",
      "    print(len(item.embedding), item.embedding[:6])",
    ].join("\n");
  }
  if (language === "aiSdk") return aiSdk(baseUrl, fields);
  return [
    ...typescriptClient(baseUrl),
    ...ownFieldsNote(fields),
    `const reply = await client.embeddings.create(${typescriptValue(fields)});`,
    "for (const { embedding } of reply.data) console.log(embedding.length, embedding.slice(0, 6));",
  ].join("\n");
}

function aiSdk(baseUrl: string, { model, input, ...own }: Record<string, unknown>): string {
  const code = { model: `gateway.embeddingModel(${JSON.stringify(model)})` };
  const values = Array.isArray(input) ? input : [input];
  return [
    ...aiSdkClient(baseUrl, ["cosineSimilarity", "embedMany"]),
    `const { embeddings } = ${aiSdkCall("await embedMany", code, { values, ...throughOptions(own) })};`,
    "const [first = [], second = first] = embeddings;",
    "console.log(first.length, cosineSimilarity(first, second));",
  ].join("\n");
}
