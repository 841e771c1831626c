import type { Provider } from "../../config/entities";
import type { NativeRequest } from "../../dialects/dialect";
import type { JsonObject } from "../../openai/fields";
import { atCloud } from "../anthropic/at-cloud";

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

/** In the address or the header. */
const elsewhere = new Set(["model", "stream", "anthropic_beta", "anthropic_version"]);

/** The request without what Bedrock does not take. */
export const ownFields = (body: JsonObject): JsonObject => atCloud(body, elsewhere);

/** Tools that Anthropic's own servers run. */
export const serverTools = /^(?:web_search|web_fetch|code_execution|advisor|mcp_toolset)/;
