import { badRequest } from "../../errors";
import { functionOfCustom } from "../../openai/custom-tools";
import { isObject, type JsonObject } from "../../openai/fields";
import { requireString, unsupported } from "./content";
import type { NativeOnly } from "./native-only";

// Tools of the Responses API -> chat's: https://platform.openai.com/docs/guides/function-calling

interface ChatTools {
  /** `tools`, `tool_choice` and `parallel_tool_calls` of the chat request. */
  fields: JsonObject;
  /** Names of custom tools, whose calls go back as such. */
  custom: Set<string>;
}

export function chatTools(body: JsonObject, native: NativeOnly): ChatTools {
  const custom = new Set<string>();
  const given = Array.isArray(body.tools) ? body.tools : [];
  let tools = given
    .map((tool, index) => chatTool(tool, `tools[${index}]`, custom, native))
    .filter((tool) => tool !== null);
  let choice = toolChoice(body.tool_choice, native);
  if (choice !== undefined && isObject(choice) && Array.isArray(choice.allowed)) {
    // Not every upstream knows allowed tools: the others are left out, which comes to the same.
    const { allowed, mode } = choice;
    tools = tools.filter((tool) => isObject(tool.function) && allowed.includes(tool.function.name));
    choice = String(mode);
  }
  if (tools.length === 0) {
    if (choice !== undefined && choice !== "auto" && choice !== "none" && native.feature === null)
      throw badRequest(
        "Invalid value for 'tool_choice': it asks for a tool, and 'tools' has none such.",
        "tool_choice",
      );
    return { fields: {}, custom };
  }
  const { parallel_tool_calls: parallel } = body;
  return {
    fields: {
      tools,
      ...(choice === undefined ? {} : { tool_choice: choice }),
      ...(typeof parallel === "boolean" ? { parallel_tool_calls: parallel } : {}),
    },
    custom,
  };
}

function chatTool(tool: unknown, name: string, custom: Set<string>, native: NativeOnly): JsonObject | null {
  if (!isObject(tool)) throw badRequest(`Invalid type for '${name}': expected an object.`, name);
  if (typeof tool.type !== "string") unsupported(tool.type, `${name}.type`, ["function", "custom"]);
  const described = typeof tool.description === "string" ? { description: tool.description } : {};
  if (tool.type === "function") {
    const toolName = requireString(tool.name, `${name}.name`);
    const { parameters, strict } = tool;
    if (parameters !== undefined && parameters !== null && !isObject(parameters))
      throw badRequest(`Invalid type for '${name}.parameters': expected an object.`, `${name}.parameters`);
    return {
      type: "function",
      function: {
        name: toolName,
        ...described,
        ...(isObject(parameters) ? { parameters } : {}),
        ...(typeof strict === "boolean" ? { strict } : {}),
      },
    };
  }
  if (tool.type === "custom") {
    const toolName = requireString(tool.name, `${name}.name`);
    custom.add(toolName);
    return functionOfCustom({ ...tool, name: toolName });
  }
  // A search of OpenAI's own index, which Codex offers with every request: no other upstream has it, and none needs it.
  if (tool.type === "web_search" && tool.external_web_access === false) return null;
  native.note(`${name}.type`, `A tool of the type '${tool.type.slice(0, 100)}'`);
  return null;
}

type Choice = undefined | string | JsonObject;

function toolChoice(choice: unknown, native: NativeOnly): Choice {
  if (choice === undefined || choice === null) return undefined;
  if (typeof choice === "string") {
    if (choice !== "none" && choice !== "auto" && choice !== "required")
      unsupported(choice, "tool_choice", ["none", "auto", "required"]);
    return choice;
  }
  if (!isObject(choice))
    throw badRequest("Invalid type for 'tool_choice': expected a string or an object.", "tool_choice");
  const { type } = choice;
  if (type === "function" || type === "custom")
    return { type: "function", function: { name: requireString(choice.name, "tool_choice.name") } };
  if (type === "allowed_tools") {
    if (choice.mode !== "auto" && choice.mode !== "required")
      unsupported(choice.mode, "tool_choice.mode", ["auto", "required"]);
    if (!Array.isArray(choice.tools))
      throw badRequest("Invalid type for 'tool_choice.tools': expected an array.", "tool_choice.tools");
    return { allowed: choice.tools.map((tool) => (isObject(tool) ? tool.name : null)), mode: choice.mode };
  }
  if (typeof type !== "string") unsupported(type, "tool_choice.type", ["function", "custom", "allowed_tools"]);
  native.note("tool_choice.type", `A tool choice of the type '${type.slice(0, 100)}'`);
  return undefined;
}
