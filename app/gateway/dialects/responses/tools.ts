import { badRequest } from "../../errors";
import { isObject, type JsonObject } from "../../openai/fields";
import { requireString, unsupported } from "./content";
import type { NativeOnly } from "./native-only";
import type { ToolBook } from "./tool-book";

// How the tools are used: https://platform.openai.com/docs/guides/function-calling

/** `tools`, `tool_choice` and `parallel_tool_calls` of the chat request. */
export function chatTools(body: JsonObject, book: ToolBook, native: NativeOnly): JsonObject {
  let { tools } = book;
  let choice = toolChoice(body.tool_choice, book, native);
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
    return {};
  }
  const { parallel_tool_calls: parallel } = body;
  return {
    tools,
    ...(choice === undefined ? {} : { tool_choice: choice }),
    ...(typeof parallel === "boolean" ? { parallel_tool_calls: parallel } : {}),
  };
}

type Choice = undefined | string | JsonObject;

function toolChoice(choice: unknown, book: ToolBook, native: NativeOnly): Choice {
  if (choice === undefined || choice === null) return undefined;
  if (typeof choice === "string") {
    if (choice !== "none" && choice !== "auto" && choice !== "required")
      unsupported(choice, "tool_choice", ["none", "auto", "required"]);
    return choice;
  }
  if (!isObject(choice))
    throw badRequest("Invalid type for 'tool_choice': expected a string or an object.", "tool_choice");
  const { type } = choice;
  if (type === "function" || type === "custom") {
    const name = book.nameOf(requireString(choice.name, "tool_choice.name"), choice.namespace);
    return { type: "function", function: { name } };
  }
  if (type === "allowed_tools") {
    if (choice.mode !== "auto" && choice.mode !== "required")
      unsupported(choice.mode, "tool_choice.mode", ["auto", "required"]);
    if (!Array.isArray(choice.tools))
      throw badRequest("Invalid type for 'tool_choice.tools': expected an array.", "tool_choice.tools");
    const allowed = choice.tools.map((tool) =>
      isObject(tool) && typeof tool.name === "string" ? book.nameOf(tool.name, tool.namespace) : null,
    );
    return { allowed, mode: choice.mode };
  }
  if (typeof type !== "string") unsupported(type, "tool_choice.type", ["function", "custom", "allowed_tools"]);
  native.note("tool_choice.type", `A tool choice of the type '${type.slice(0, 100)}'`);
  return undefined;
}
