import { aiSdkSample } from "./ai-sdk-sample";
import { anthropicSample } from "./anthropic-sample";
import { curlJson, ownFieldsNote, pythonClient, pythonCreate, typescriptClient, typescriptValue } from "./code-parts";

// "View code": the current request as a program. The key is read from the environment, never written out.

export const codeLanguages = ["curl", "python", "typescript", "aiSdk", "anthropic"] as const;
export type CodeLanguage = (typeof codeLanguages)[number];

export function codeSample(language: CodeLanguage, baseUrl: string, body: Record<string, unknown>): string {
  if (language === "curl") return curl(baseUrl, body);
  if (language === "python") return python(baseUrl, body);
  if (language === "aiSdk") return aiSdkSample(baseUrl, body);
  if (language === "anthropic") return anthropicSample(baseUrl, body);
  return typescript(baseUrl, body);
}

function curl(baseUrl: string, body: Record<string, unknown>): string {
  return curlJson(`${body.stream ? "-N " : ""}${baseUrl}/chat/completions`, body);
}

function python(baseUrl: string, body: Record<string, unknown>): string {
  const print = body.stream
    ? [
        "for chunk in reply:",
        "    if chunk.choices:",
        '        print(chunk.choices[0].delta.content or "", end="", flush=True)',
      ]
    : ["print(reply.choices[0].message.content)"];
  return [...pythonClient(baseUrl), ...pythonCreate("reply", "chat.completions.create", body), ...print].join("\n");
}

function typescript(baseUrl: string, body: Record<string, unknown>): string {
  const print = body.stream
    ? ["for await (const chunk of reply) {", '  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");', "}"]
    : ["console.log(reply.choices[0]?.message.content);"];
  return [
    ...typescriptClient(baseUrl),
    ...ownFieldsNote(body),
    `const reply = await client.chat.completions.create(${typescriptValue(body)});`,
    ...print,
  ].join("\n");
}
