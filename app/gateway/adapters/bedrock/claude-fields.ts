import type { NativeRequest } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import type { Provider } from "../../ports";

// What of a Messages request Claude on Bedrock takes: the API refuses fields, betas and tools that it does not know.
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html
// https://platform.claude.com/docs/en/build-with-claude/claude-on-amazon-bedrock

/** Betas by the name that Bedrock has for them; clients such as Claude Code send many others, which only hint. */
const betas: ReadonlyMap<string, string> = new Map([
  ...[
    "computer-use-2024-10-22",
    "computer-use-2025-01-24",
    "computer-use-2025-11-24",
    "token-efficient-tools-2025-02-19",
    "interleaved-thinking-2025-05-14",
    "output-128k-2025-02-19",
    "dev-full-thinking-2025-05-14",
    "context-1m-2025-08-07",
    "context-management-2025-06-27",
    "effort-2025-11-24",
    "tool-search-tool-2025-10-19",
    "tool-examples-2025-10-29",
    "compact-2026-01-12",
  ].map((name): [string, string] => [name, name]),
  ["advanced-tool-use-2025-11-20", "tool-search-tool-2025-10-19"],
]);

/** The betas to ask for: those that Bedrock knows, and those that the operator names in `options.anthropicBetas`. */
export function betasFor({ headers, body }: NativeRequest, { options }: Provider): string[] {
  const more = Array.isArray(options.anthropicBetas) ? options.anthropicBetas.map(String) : [];
  const asked = (headers["anthropic-beta"] ?? "").split(",").map((name) => name.trim());
  if (Array.isArray(body.anthropic_beta)) asked.push(...body.anthropic_beta.map(String));
  const known = asked.flatMap((name) => betas.get(name) ?? (more.includes(name) ? name : []));
  return [...new Set(known)];
}

/** In the address or the header, or where and how fast Anthropic itself serves. */
const leftOut = new Set([
  "model",
  "stream",
  "anthropic_beta",
  "anthropic_version",
  "service_tier",
  "inference_geo",
  "speed",
  "diagnostics",
]);

/** The request without what Bedrock does not take, which changes nothing of what is asked for. */
export function ownFields(body: JsonObject): JsonObject {
  const kept = Object.entries(body).filter(([name]) => !leftOut.has(name));
  return unscoped(Object.fromEntries(kept)) as JsonObject;
}

/** How far a cache mark reaches is Anthropic's own (`scope`); the mark itself stays. */
function unscoped(value: unknown): unknown {
  if (Array.isArray(value)) {
    const next = value.map(unscoped);
    return next.some((each, index) => each !== value[index]) ? next : value;
  }
  if (!isObject(value)) return value;
  let next = value;
  if (isObject(value.cache_control) && value.cache_control.scope !== undefined) {
    const { scope: _, ...mark } = value.cache_control;
    next = { ...next, cache_control: mark };
  }
  for (const name of ["system", "tools", "messages", "content"]) {
    const inner = value[name];
    if (!Array.isArray(inner)) continue;
    const changed = unscoped(inner);
    if (changed !== inner) next = { ...next, [name]: changed };
  }
  return next;
}

const lackingFields = ["thread", "container", "mcp_servers", "fallbacks", "fallback_credit_token"];
/** Tools that Anthropic's own servers run. */
const lackingTools = /^(?:web_search|web_fetch|code_execution|advisor|mcp_toolset)/;

/** The request has a feature that only Anthropic's own API has, whoever else serves Claude. */
export function lacksFeature({ tools, messages, ...fields }: JsonObject): boolean {
  if (lackingFields.some((name) => fields[name] !== undefined && fields[name] !== null)) return true;
  if (Array.isArray(tools) && tools.some((tool) => isObject(tool) && lackingTools.test(String(tool.type)))) return true;
  return Array.isArray(messages) && messages.some((message) => isObject(message) && holdsFile(message.content));
}

/** A file of Anthropic's Files API. */
const holdsFile = (content: unknown): boolean =>
  Array.isArray(content) &&
  content.some(
    (block) =>
      isObject(block) && ((isObject(block.source) && block.source.type === "file") || holdsFile(block.content)),
  );
