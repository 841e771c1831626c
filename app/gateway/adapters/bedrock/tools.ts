import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { choiceFor } from "../anthropic/last-words";
import type { ModelTraits } from "../anthropic/models";
import { strictSchema } from "../anthropic/schema";
import { inputSchema } from "../anthropic/tools";
import { toolCallsOf, toolChoiceOf } from "../foreign/content";
import { cachePoint } from "./blocks";
import type { Caching, Family } from "./models";

/** The tool whose input is the answer, where a JSON schema was asked for. */
export const answerTool = "answer_with_json";

/** A tool of the request, and the mark of the prompt cache behind it. */
export function toolSpec(tool: JsonObject, index: number, caching: Caching): JsonObject[] {
  if (tool.type !== "function" || !isObject(tool.function))
    throw badRequest(`Bedrock's Converse API has no tools of the type '${tool.type}'.`, `tools[${index}].type`);
  const { name, description, parameters, strict } = tool.function;
  const schema = inputSchema(parameters);
  const held = strict === true ? strictSchema(schema) : null;
  return [
    {
      toolSpec: {
        name,
        ...(typeof description === "string" && description !== "" ? { description } : {}),
        inputSchema: { json: held ?? schema },
        ...(held === null ? {} : { strict: true }),
      },
    },
    ...cachePoint(tool, caching, "tools"),
  ];
}

interface ToolConfig {
  tools: JsonObject[];
  toolChoice?: JsonObject;
}

export const answerToolConfig = (schema: JsonObject): ToolConfig => ({
  tools: [
    {
      toolSpec: {
        name: answerTool,
        description: "Gives the answer. Call it once, with the whole answer.",
        inputSchema: { json: inputSchema(schema) },
      },
    },
  ],
  toolChoice: { tool: { name: answerTool } },
});

/**
 * Null where no tools are sent. There is no choice `none` and no word for one call at a time here: Claude hears both in
 * its own words; other models get no tools for `none`.
 */
export function toolConfig(
  definitions: JsonObject[][],
  body: JsonObject,
  family: Family,
  extra: JsonObject,
  traits: ModelTraits,
): ToolConfig | null {
  const choice = family === "claude" ? choiceFor(body, traits) : toolChoiceOf(body);
  const tools = definitions.length > 0 ? definitions.flat() : family === "claude" ? toolsOfHistory(body) : [];
  if (tools.length === 0) return null;
  if (choice?.kind === "none" || definitions.length === 0) {
    if (family !== "claude") return null;
    extra.tool_choice = { type: "none" };
    return { tools };
  }
  if (family === "claude" && body.parallel_tool_calls === false) {
    const type = choice?.kind === "named" ? "tool" : choice?.kind === "required" ? "any" : "auto";
    const name = choice?.kind === "named" ? { name: choice.name } : {};
    extra.tool_choice = { type, ...name, disable_parallel_tool_use: true };
    return { tools };
  }
  if (choice?.kind === "named") return { tools, toolChoice: { tool: { name: choice.name } } };
  return choice?.kind === "required" ? { tools, toolChoice: { any: {} } } : { tools };
}

/** Calls of earlier turns are refused without the tools that they name. */
function toolsOfHistory(body: JsonObject): JsonObject[] {
  const messages = Array.isArray(body.messages) ? body.messages.filter(isObject) : [];
  const names = new Set(
    messages.flatMap((message, index) => toolCallsOf(message, `messages[${index}]`).map(({ name }) => name)),
  );
  return [...names].map((name) => ({ toolSpec: { name, inputSchema: { json: { type: "object" } } } }));
}
