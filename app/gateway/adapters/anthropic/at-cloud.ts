import { isObject, type JsonObject } from "../../openai/fields";

// Claude at clouds: the Messages API without what Anthropic's own servers do. Bedrock and Vertex AI refuse fields that they
// do not know. https://platform.claude.com/docs/en/build-with-claude/claude-on-vertex-ai and .../claude-on-amazon-bedrock

/** Where and how fast Anthropic itself serves. */
const servingFields = new Set(["service_tier", "inference_geo", "speed", "diagnostics"]);

/** The request without what a cloud does not take, which changes nothing of what is asked for; `also`: further fields. */
export function atCloud(body: JsonObject, also: ReadonlySet<string>): JsonObject {
  const kept = Object.entries(body).filter(([name]) => !servingFields.has(name) && !also.has(name));
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

/** The request has a feature that only Anthropic's own API has. `serverTools`: those that this cloud's servers do not run. */
export function lacksFeature({ tools, messages, ...fields }: JsonObject, serverTools: RegExp): boolean {
  if (lackingFields.some((name) => fields[name] !== undefined && fields[name] !== null)) return true;
  if (Array.isArray(tools) && tools.some((tool) => isObject(tool) && serverTools.test(String(tool.type)))) return true;
  return Array.isArray(messages) && messages.some((message) => isObject(message) && holdsFile(message.content));
}

/** A file of Anthropic's Files API. */
const holdsFile = (content: unknown): boolean =>
  Array.isArray(content) &&
  content.some(
    (block) =>
      isObject(block) && ((isObject(block.source) && block.source.type === "file") || holdsFile(block.content)),
  );
