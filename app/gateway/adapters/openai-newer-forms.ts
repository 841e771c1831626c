import type { Quirks } from "../catalog/quirks";
import { isObject, type JsonObject } from "../openai/fields";
import { allowedTools, answerSchemaOf, asksForObject, jsonInstruction, toolChoiceOf, toolsOf } from "./foreign/content";

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

/**
 * OpenAI's API and many like it refuse a schema whose root is no object, which Anthropic's and Google's take: what came over
 * their surfaces is asked for in words. Changes `body`.
 */
export function objectsAlone(body: JsonObject): void {
  const asked = answerSchemaOf(body);
  if (asked !== null && !asksForObject(asked.schema)) inWords(body);
}

/** A schema becomes an instruction, and JSON is asked for without it. */
function inWords(body: JsonObject): boolean {
  const asked = answerSchemaOf(body);
  if (asked === null || !Array.isArray(body.messages)) return false;
  const isRule = (message: unknown) => isObject(message) && (message.role === "system" || message.role === "developer");
  const rules = body.messages.findIndex((message) => !isRule(message));
  const place = rules < 0 ? body.messages.length : rules;
  body.messages = body.messages.toSpliced(place, 0, { role: "system", content: jsonInstruction(asked.schema) });
  if (asksForObject(asked.schema)) body.response_format = { type: "json_object" };
  else delete body.response_format;
  return true;
}
