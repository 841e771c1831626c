import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { toolsOf } from "../foreign/content";
import { choiceFor } from "./last-words";
import type { ModelTraits } from "./models";
import { strictSchema } from "./schema";

/** The client's tools in this format. Tools of the API's own (web search and the like) go through as they are. */
export function tools(body: JsonObject): JsonObject[] {
  const given = toolsOf(body).map((tool, index) => {
    if (tool.type === "function" && isObject(tool.function)) return functionTool(tool, tool.function);
    if (typeof tool.type === "string" && /_\d{8}$/.test(tool.type)) return tool;
    throw badRequest(`Anthropic's models do not know tools of the type '${tool.type}'.`, `tools[${index}].type`);
  });
  return isObject(body.web_search_options) ? [...given, webSearch(body.web_search_options)] : given;
}

/** https://platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool */
function webSearch({ user_location: place }: JsonObject): JsonObject {
  const approximate = isObject(place) && isObject(place.approximate) ? place.approximate : null;
  return {
    type: "web_search_20250305",
    name: "web_search",
    ...(approximate === null ? {} : { user_location: { type: "approximate", ...approximate } }),
  };
}

function functionTool(tool: JsonObject, definition: JsonObject): JsonObject {
  const mark = tool.cache_control ?? definition.cache_control;
  const schema = inputSchema(definition.parameters);
  // A strict tool whose schema the API does not take is one that is not strict.
  const held = definition.strict === true ? strictSchema(schema) : null;
  return {
    name: definition.name,
    ...(typeof definition.description === "string" ? { description: definition.description } : {}),
    input_schema: held ?? schema,
    ...(held === null ? {} : { strict: true }),
    ...(isObject(mark) ? { cache_control: mark } : {}),
  };
}

/** A schema whose root is an object and no union of any, which this API asks for. */
export function inputSchema(schema: unknown): JsonObject {
  if (!isObject(schema)) return { type: "object", properties: {} };
  const { anyOf, oneOf, allOf, ...root } = schema;
  if (anyOf === undefined && oneOf === undefined && allOf === undefined) return { ...schema, type: "object" };
  const all = Array.isArray(allOf) ? allOf.filter(isObject) : [];
  const options = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? [list.filter(isObject)] : []));
  const requiredBy = (part: JsonObject): unknown[] => (Array.isArray(part.required) ? part.required : []);
  // What every part asks for is required, of alternatives what all of them ask for.
  const required = [root, ...all].flatMap(requiredBy);
  for (const list of options) {
    const objects = list.filter(({ type }) => type !== "null").map(requiredBy);
    required.push(...(objects[0] ?? []).filter((name) => objects.every((names) => names.includes(name))));
  }
  const properties = Object.assign({}, ...[...options.flat(), ...all, root].map((part) => part.properties));
  return {
    ...root,
    type: "object",
    properties,
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  };
}

/** Null where the default holds. */
export function toolChoice(body: JsonObject, traits: ModelTraits): JsonObject | null {
  const choice = choiceFor(body, traits);
  const single = body.parallel_tool_calls === false ? { disable_parallel_tool_use: true } : {};
  if (choice === null) return body.parallel_tool_calls === false ? { type: "auto", ...single } : null;
  if (choice.kind === "none") return { type: "none" };
  if (choice.kind === "named") return { type: "tool", name: choice.name, ...single };
  return { type: choice.kind === "required" ? "any" : "auto", ...single };
}
