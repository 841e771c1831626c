import type { Quirks } from "../catalog/quirks";
import { badRequest } from "../errors";
import { isObject, type JsonObject } from "../openai/fields";
import { effortOfBudget, reasoningOf } from "./foreign/content";
import { adaptMessages } from "./openai-messages";
import { adaptNewerForms } from "./openai-newer-forms";
import { withoutMark } from "./plain-chat";

/** The body as this upstream takes it; the same object where nothing differs. Throws a 400 for what it cannot do. */
export function adapt(body: JsonObject, quirks: Quirks, upstream: string): JsonObject {
  const next = { ...body };
  const before = Object.keys(next).length;
  let changed = false;
  // A field of null is one that was not sent; strict upstreams refuse those that they do not know all the same.
  for (const name in next)
    if (next[name] === null) {
      delete next[name];
      changed = true;
    }
  const drop = (name: string) => {
    if (next[name] === undefined) return;
    delete next[name];
    changed = true;
  };
  const set = (name: string, value: unknown) => {
    if (value === undefined || next[name] !== undefined) return;
    next[name] = value;
    changed = true;
  };
  const rename = (from: string, to: string) => {
    const value = next[from];
    drop(from);
    set(to, value);
  };
  for (const name of quirks.refuse ?? []) {
    if (asks(body[name])) throw badRequest(`${upstream} does not support '${name}'.`, name);
    drop(name);
  }
  if (quirks.maxTokensField !== undefined)
    rename(quirks.maxTokensField === "max_tokens" ? "max_completion_tokens" : "max_tokens", quirks.maxTokensField);
  if (quirks.seedField !== undefined) rename("seed", quirks.seedField);
  if (quirks.store === false) drop("store");
  if (quirks.streamUsage === false) drop("stream_options");
  for (const name of quirks.drop ?? []) drop(name);
  if (adaptReasoning(next, quirks)) changed = true;
  for (const name in quirks.defaults) set(name, quirks.defaults[name]);
  if (next.stream === true && Array.isArray(next.tools) && next.tools.length > 0)
    for (const name in quirks.toolStreamDefaults) set(name, quirks.toolStreamDefaults[name]);
  if (quirks.cacheMarks === false && Array.isArray(next.tools) && next.tools.some(isMarked)) {
    next.tools = next.tools.map(withoutMark);
    changed = true;
  }
  if (Array.isArray(next.messages)) {
    const messages = adaptMessages(next.messages, quirks);
    if (messages !== next.messages) {
      next.messages = messages;
      changed = true;
    }
  }
  if (adaptNewerForms(next, quirks)) changed = true;
  return changed || Object.keys(next).length !== before ? next : body;
}

const isMarked = (tool: unknown): boolean => isObject(tool) && tool.cache_control !== undefined;

/** A field that asks for something: not null, false, 1 of `n`, or an empty list. */
function asks(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 1 || value === 0) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}

/** OpenAI's own word, made of OpenRouter's `reasoning` where the client sent that. */
function adaptEffort(body: JsonObject, { reasoningEffort, efforts }: Quirks): boolean {
  const asked = reasoningOf(body);
  if (asked === null) return false;
  const before = body.reasoning_effort;
  const hadObject = body.reasoning !== undefined;
  delete body.reasoning;
  if (reasoningEffort === false) {
    delete body.reasoning_effort;
    return before !== undefined || hadObject;
  }
  const effort = asked.effort ?? effortOfBudget(asked.budget ?? 0);
  body.reasoning_effort = efforts?.[effort] ?? effort;
  return hadObject || body.reasoning_effort !== before;
}

/** What was asked in OpenAI's words, in the upstream's own; true where something changed. */
function adaptReasoning(body: JsonObject, quirks: Quirks): boolean {
  const { reasoning: style, efforts } = quirks;
  if (style === undefined) return adaptEffort(body, quirks);
  const asked = reasoningOf(body);
  if (asked === null) return false;
  const off = asked.effort === "none" && quirks.alwaysThinks !== true;
  const said = asked.effort ?? effortOfBudget(asked.budget ?? 0);
  const effort = efforts?.[said] ?? said;
  delete body.reasoning_effort;
  if (style === "reasoning") {
    const own = isObject(body.reasoning) ? body.reasoning : {};
    body.reasoning = off
      ? { ...own, enabled: false }
      : { ...own, ...(asked.budget === null ? { effort } : { max_tokens: asked.budget }) };
    return true;
  }
  delete body.reasoning;
  switch (style) {
    case "thinking":
    case "thinking+effort": {
      const own = isObject(body.thinking) ? body.thinking : {};
      body.thinking = { type: off ? "disabled" : "enabled", ...quirks.thinking, ...own };
      if (style === "thinking+effort" && !off) body.reasoning_effort = effort;
      return true;
    }
    case "switch":
      if (off) body.thinking ??= { type: "disabled" };
      return true;
    case "enable_thinking":
      body.enable_thinking ??= !off;
      if (asked.budget !== null) body.thinking_budget ??= asked.budget;
      return true;
    case "enabled":
      body.reasoning = { enabled: !off };
      return true;
    case "template":
    case "effort+template": {
      const own = isObject(body.chat_template_kwargs) ? body.chat_template_kwargs : {};
      if (style === "template" || off) body.chat_template_kwargs = { enable_thinking: !off, thinking: !off, ...own };
      if (style === "effort+template" && !off) body.reasoning_effort = effort;
      return true;
    }
  }
}
