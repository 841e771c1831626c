import { anthropicSample } from "./anthropic-sample";

// "View code": the current request as a program. The key is read from the environment, never written out.

export const codeLanguages = ["curl", "python", "typescript", "anthropic"] as const;
export type CodeLanguage = (typeof codeLanguages)[number];

/** Fields of the gateway's own: OpenAI's SDK for Python takes them in `extra_body` only. */
const gatewayFields = ["provider", "route", "models"];

export function codeSample(language: CodeLanguage, baseUrl: string, body: Record<string, unknown>): string {
  if (language === "curl") return curl(baseUrl, body);
  if (language === "python") return python(baseUrl, body);
  if (language === "anthropic") return anthropicSample(baseUrl, body);
  return typescript(baseUrl, body);
}

function curl(baseUrl: string, body: Record<string, unknown>): string {
  const json = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return [
    `curl ${body.stream ? "-N " : ""}${baseUrl}/chat/completions \\`,
    '  -H "Authorization: Bearer $GATEWAY_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${json}'`,
  ].join("\n");
}

function python(baseUrl: string, body: Record<string, unknown>): string {
  const own = Object.fromEntries(Object.entries(body).filter(([name]) => gatewayFields.includes(name)));
  const fields = Object.entries(body).filter(([name]) => !gatewayFields.includes(name));
  const lines = fields.map(([name, value]) => `    ${name}=${pythonValue(value, 4)},`);
  if (Object.keys(own).length > 0) lines.push(`    extra_body=${pythonValue(own, 4)},`);
  const print = body.stream
    ? [
        "for chunk in reply:",
        "    if chunk.choices:",
        '        print(chunk.choices[0].delta.content or "", end="", flush=True)',
      ]
    : ["print(reply.choices[0].message.content)"];
  return [
    "import os",
    "from openai import OpenAI",
    "",
    `client = OpenAI(base_url="${baseUrl}", api_key=os.environ["GATEWAY_API_KEY"])`,
    "",
    "reply = client.chat.completions.create(",
    ...lines,
    ")",
    ...print,
  ].join("\n");
}

function pythonValue(value: unknown, indent: number): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value))
    return block(
      "[",
      "]",
      indent,
      value.map((item) => pythonValue(item, indent + 4)),
    );
  if (typeof value === "object") {
    const items = Object.entries(value).map(
      ([name, inner]) => `${JSON.stringify(name)}: ${pythonValue(inner, indent + 4)}`,
    );
    return items.length <= 2 ? `{${items.join(", ")}}` : block("{", "}", indent, items);
  }
  return JSON.stringify(value);
}

function block(open: string, close: string, indent: number, items: string[]): string {
  if (items.length === 0) return open + close;
  const pad = " ".repeat(indent);
  return `${open}\n${items.map((item) => `${pad}    ${item},`).join("\n")}\n${pad}${close}`;
}

function typescript(baseUrl: string, body: Record<string, unknown>): string {
  const json = JSON.stringify(body, null, 2).replace(/^(\s*)"([A-Za-z_]\w*)":/gm, "$1$2:");
  // Fields of the gateway's own are unknown to the SDK's types.
  const own = gatewayFields.some((name) => name in body);
  const print = body.stream
    ? ["for await (const chunk of reply) {", '  process.stdout.write(chunk.choices[0]?.delta?.content ?? "");', "}"]
    : ["console.log(reply.choices[0]?.message.content);"];
  return [
    'import OpenAI from "openai";',
    "",
    "const client = new OpenAI({",
    `  baseURL: "${baseUrl}",`,
    "  apiKey: process.env.GATEWAY_API_KEY,",
    "});",
    "",
    ...(own ? [`// @ts-expect-error: fields of the gateway's own`] : []),
    `const reply = await client.chat.completions.create(${json});`,
    ...print,
  ].join("\n");
}
