import { thinkingRepair, withThinking } from "../adapters/anthropic/thinking-repairs";
import type { Failure } from "../failures/failure";
import { isObject, type JsonObject, wordTable } from "../openai/fields";
import type { ParameterRepair } from "../store";
import { refusedField, withoutField } from "./message-fields";
import { inOrder, orderOf, refusesOrder } from "./turn-order";

// Upstreams that speak one format differ in the parameters they take. A refusal that names one is repaired: the parameter
// is renamed or dropped, the call made once more, and what worked is remembered for the provider and model.

/** What a call cannot do without, and what would silently change the meaning of the answer. */
const essential = new Set([
  "model",
  "messages",
  "input",
  "contents",
  "prompt",
  "system",
  "instructions",
  "tools",
  "functions",
  "toolConfig",
  "response_format",
  "responseSchema",
  "text",
  "stream",
  "n",
]);

/** Names that mean the same, where a vendor does not say which one it wants. */
const otherNames = wordTable<string>({
  max_tokens: "max_completion_tokens",
  max_completion_tokens: "max_tokens",
});

const refused =
  /unsupported|not supported|does not support|unknown|unrecognized|unrecognised|unexpected|not permitted|not allowed|only allowed when|cannot find field|extra[_ ](?:inputs|forbidden|fields)|is deprecated|may not be used/i;

/**
 * A repair of another kind: "Function tools with reasoning_effort are not supported for gpt-5.6-sol in /v1/chat/completions. To
 * use function tools, use /v1/responses". The request is made anew for that endpoint.
 */
const endpointRepair = { parameter: "/chat/completions", renameTo: "/responses" };

export const goesOverResponses = (repairs: readonly Repair[]): boolean =>
  repairs.some(({ parameter }) => parameter === endpointRepair.parameter);

const wantsResponses = (words: string, { messages, tools, functions }: JsonObject): boolean =>
  Array.isArray(messages) && (tools ?? functions) !== undefined && /\buse\s+\/v1\/responses\b/i.test(words);

export interface Repair extends Pick<ParameterRepair, "parameter" | "renameTo" | "reason"> {
  /** Only this word was refused, others of the same parameter may do: it is not remembered. */
  passing?: true;
}

/** The repair for a refusal by the upstream; null where it is the caller's mistake. `sent` is the upstream request's body. */
export function findRepair(problem: Failure, sent: JsonObject): Repair | null {
  const words = wordsOf(problem);
  const order = refusesOrder(problem) ? orderOf(words, sent) : null;
  if (order !== null) return { ...order, reason: words.slice(0, 500) };
  if (problem.kind !== "client" || (problem.status !== 400 && problem.status !== 422)) return null;
  const code = isObject(problem.body?.error) ? String(problem.body.error.code ?? "") : "";
  if (!refused.test(`${code} ${words}`)) return null;
  const thinking = thinkingRepair(words, sent);
  if (thinking !== null) return { ...thinking, reason: words.slice(0, 500) };
  if (wantsResponses(words, sent)) return { ...endpointRepair, reason: words.slice(0, 500) };
  const names = namesIn(problem, words);
  const parameter = names.find((name) => holds(sent, name)) ?? nested(sent, names);
  if (parameter === undefined || essential.has(parameter.split(".")[0]!)) {
    const field = refusedField(words, sent);
    return field === null ? null : { parameter: field, renameTo: null, reason: words.slice(0, 500) };
  }
  const said = /\b[Uu]se\s+['"`]?([A-Za-z_][\w.]*)['"`]?\s+instead/.exec(words)?.[1];
  const other = said ?? (code === "unsupported_value" ? undefined : otherNames[parameter]);
  const renameTo = other !== undefined && !holds(sent, other) && !parameter.includes(".") ? other : null;
  const repair: Repair = { parameter, renameTo, reason: words.slice(0, 500) };
  // What an account may not have at all is none of many: summaries of reasoning ask for a verified organization.
  const oneOfMany =
    (code === "unsupported_value" || /supported values (?:are|include)/i.test(words)) &&
    !/must be verified/i.test(words);
  return oneOfMany && typeof valueAt(sent, parameter) === "string" ? { ...repair, passing: true } : repair;
}

/** The body with the repairs made; the same object where none applies. */
export function applyRepairs(body: JsonObject, repairs: readonly Repair[]): JsonObject {
  let next = body;
  for (const { parameter, renameTo } of repairs) {
    const changed = withThinking(withoutField(inOrder(next, parameter), parameter), parameter);
    if (changed !== next) {
      next = changed;
      continue;
    }
    if (!holds(next, parameter)) continue;
    next = without(next, parameter.split("."));
    if (renameTo !== null && next[renameTo] === undefined) next = { ...next, [renameTo]: body[parameter] };
  }
  return next;
}

function wordsOf(problem: Failure): string {
  const { body } = problem;
  // Validators answer with a list: [{"loc": ["body", "store"], "msg": "Extra inputs are not permitted"}].
  const detail = isObject(body) && Array.isArray(body.detail) ? JSON.stringify(body.detail) : "";
  return `${problem.message} ${detail}`.trim();
}

/** Parameter names that the refusal may mean, the likeliest first. */
function namesIn(problem: Failure, words: string): string[] {
  const names: string[] = [];
  const error = isObject(problem.body?.error) ? problem.body.error : null;
  if (typeof error?.param === "string") names.push(error.param);
  for (const match of words.matchAll(/"loc"\s*:\s*\[([^\]]*)\]/g)) {
    const path = match[1]!.replace(/["\s]/g, "").split(",");
    names.push((path[0] === "body" ? path.slice(1) : path).join("."));
  }
  for (const match of words.matchAll(/['"`]([A-Za-z_][\w.]*)['"`]/g)) names.push(match[1]!);
  for (const match of words.matchAll(
    /(?:^|[\s:])([A-Za-z_]\w*(?:\.\w+)*)(?=:\s*(?:Extra inputs|Input should|unexpected|unknown|unsupported))/gi,
  ))
    names.push(match[1]!);
  for (const match of words.matchAll(
    /(?:argument|parameter|field|property|keyword)s?(?: supplied)?:?\s+([A-Za-z_][\w.]*)/gi,
  ))
    names.push(match[1]!);
  for (const match of words.matchAll(/([A-Za-z_]\w*_\w+)/g)) names.push(match[1]!);
  // Some say a field's name as their own code has it: `reasoningEffort`.
  const snake = names.map((name) => name.replace(/[a-z][A-Z]/g, ([a, b]) => `${a}_${b!.toLowerCase()}`));
  return [...names, ...snake].map((name) => name.replace(/^body\./, "").replace(/\.$/, ""));
}

/** Some say only the last part of a path: `Unknown name "seed" at 'generation_config'`. */
function nested(sent: JsonObject, names: string[]): string | undefined {
  for (const name of names)
    for (const [outer, value] of Object.entries(sent))
      if (isObject(value) && value[name] !== undefined) return `${outer}.${name}`;
  return undefined;
}

const holds = (body: JsonObject, path: string): boolean => valueAt(body, path) !== undefined;

function valueAt(body: JsonObject, path: string): unknown {
  let value: unknown = body;
  for (const step of path.split(".")) value = isObject(value) ? value[step] : undefined;
  return value;
}

function without(body: JsonObject, [step, ...rest]: string[]): JsonObject {
  const { [step!]: value, ...others } = body;
  if (rest.length === 0 || !isObject(value)) return others;
  const left = without(value, rest);
  return Object.keys(left).length === 0 ? others : { ...body, [step!]: left };
}

/** Repairs by provider and upstream model. */
export class RepairBook {
  #repairs = new Map<string, Repair[]>();

  /** What the store knows; what this isolate learned since is in it, or comes with the next revision. */
  adopt(rows: readonly ParameterRepair[]): void {
    this.#repairs = new Map();
    for (const row of rows) this.#add(row.providerId, row.model, row);
  }

  for(providerId: string, model: string): readonly Repair[] {
    if (this.#repairs.size === 0) return none;
    return this.#repairs.get(`${providerId} ${model}`) ?? none;
  }

  /** True where it is new. */
  learn(providerId: string, model: string, repair: Repair): boolean {
    if (this.for(providerId, model).some(({ parameter }) => parameter === repair.parameter)) return false;
    this.#add(providerId, model, repair);
    return true;
  }

  #add(providerId: string, model: string, { parameter, renameTo, reason }: Repair): void {
    const key = `${providerId} ${model}`;
    const list = this.#repairs.get(key);
    if (list === undefined) this.#repairs.set(key, [{ parameter, renameTo, reason }]);
    else list.push({ parameter, renameTo, reason });
  }
}

const none: readonly Repair[] = [];
