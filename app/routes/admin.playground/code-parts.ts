// What the programs of "View code" have in common, whatever they ask for.

/** Fields of the gateway's own: OpenAI's SDK for Python takes them in `extra_body` only. */
const gatewayFields = ["provider", "route", "models"];

const isOwn = (name: string) => gatewayFields.includes(name);

/** For a shell's single quotes. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function curlJson(address: string, body: Record<string, unknown>): string {
  return [
    `curl ${address} \\`,
    '  -H "Authorization: Bearer $GATEWAY_API_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d ${shellQuoted(JSON.stringify(body, null, 2))}`,
  ].join("\n");
}

export const pythonClient = (baseUrl: string, imports: string[] = []): string[] => [
  ...[...imports, "import os"].toSorted(),
  "from openai import OpenAI",
  "",
  `client = OpenAI(base_url="${baseUrl}", api_key=os.environ["GATEWAY_API_KEY"])`,
  "",
];

/** `name = client.method(...)`; `raw`: arguments that are code, not values. */
export function pythonCreate(
  name: string,
  method: string,
  body: Record<string, unknown>,
  raw: Record<string, string> = {},
): string[] {
  const own = Object.fromEntries(Object.entries(body).filter(([field]) => isOwn(field)));
  const fields = Object.entries(body).filter(([field]) => !isOwn(field));
  return [
    `${name} = client.${method}(`,
    ...fields.map(([field, value]) => `    ${field}=${pythonValue(value, 4)},`),
    ...Object.entries(raw).map(([field, code]) => `    ${field}=${code},`),
    ...(Object.keys(own).length > 0 ? [`    extra_body=${pythonValue(own, 4)},`] : []),
    ")",
  ];
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

export const typescriptClient = (baseUrl: string, imports: string[] = []): string[] => [
  'import OpenAI from "openai";',
  ...imports,
  "",
  "const client = new OpenAI({",
  `  baseURL: "${baseUrl}",`,
  "  apiKey: process.env.GATEWAY_API_KEY,",
  "});",
  "",
];

/** JSON with plain field names. */
export const typescriptValue = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/^(\s*)"([A-Za-z_]\w*)":/gm, "$1$2:");

/** Fields of the gateway's own are unknown to the SDK's types. */
export const ownFieldsNote = (body: Record<string, unknown>): string[] =>
  Object.keys(body).some(isOwn) ? ["// @ts-expect-error: fields of the gateway's own"] : [];
