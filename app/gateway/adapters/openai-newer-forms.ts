import type { Quirks } from "../catalog/quirks";
import { isObject, type JsonObject } from "../openai/fields";
import { allowedTools, answerSchemaOf, jsonInstruction, toolChoiceOf, toolsOf } from "./foreign/content";

// Newer forms of OpenAI's fields that some upstreams do not know, said in the older ones.

/** Changes `body`, which is the adapter's own copy; true where something was changed. */
export function adaptNewerForms(body: JsonObject, quirks: Quirks): boolean {
  const choice = quirks.developerRole === false && onlyAllowed(body);
  const schema = quirks.jsonSchema === false && inWords(body);
  return choice || schema;
}

/** Of the tools those that may be called: `{"type": "allowed_tools", "allowed_tools": {"mode", "tools"}}`. */
function onlyAllowed(body: JsonObject): boolean {
  if (allowedTools(body) === null) return false;
  if (Array.isArray(body.tools)) body.tools = toolsOf(body);
  body.tool_choice = toolChoiceOf(body)?.kind ?? "auto";
  return true;
}

/** A schema becomes an instruction, and JSON is asked for without it. */
function inWords(body: JsonObject): boolean {
  const asked = answerSchemaOf(body);
  if (asked === null || !Array.isArray(body.messages)) return false;
  const rules = body.messages.findIndex((message) => !isObject(message) || message.role !== "system");
  const place = rules < 0 ? body.messages.length : rules;
  body.messages = body.messages.toSpliced(place, 0, { role: "system", content: jsonInstruction(asked.schema) });
  body.response_format = { type: "json_object" };
  return true;
}
