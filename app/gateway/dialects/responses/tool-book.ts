import { badRequest } from "../../errors";
import { functionOfCustom } from "../../openai/custom-tools";
import { isObject, type JsonObject } from "../../openai/fields";
import { requireString, unsupported } from "./content";
import type { NativeOnly } from "./native-only";

// Chat's tools are functions in one list. Here they may be custom, in namespaces, searched for and added in mid-conversation:
// https://developers.openai.com/api/docs/guides/tools-tool-search

/** What a function of chat is for the client. */
export interface OwnTool {
  /** `search`: the client's own `tool_search`. */
  kind: "function" | "custom" | "search";
  name: string;
  namespace?: string;
}

/** OpenAI's name for the namespace of what stands in none; Codex says it. */
const noNamespace = "functions";

const joined = (name: string, namespace: string): string =>
  namespace === noNamespace ? name : `${namespace.replace(/_+$/, "")}__${name}`;

/** Chat's names for a request's tools, in the list and in the calls of earlier turns. */
export class ToolBook {
  /** By chat's name, where a call of it is not just a function's of that name. */
  readonly own = new Map<string, OwnTool>();
  /** The request has tools in namespaces, searches for tools or adds some. */
  namespaces = false;
  readonly #native: NativeOnly;
  readonly #tools = new Map<string, JsonObject>();
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();
  /** The client searches itself: what is deferred waits until it was found. */
  #searches = false;

  constructor(native: NativeOnly) {
    this.#native = native;
  }

  /** Chat's list. */
  get tools(): JsonObject[] {
    return [...this.#tools.values()];
  }

  /**
   * `at`: where the list is in the request. `origin`: what a search found waits for none. The names under which chat has
   * the tools.
   */
  add(list: readonly unknown[], at: string, origin: "asked" | "added" | "found" = "asked"): string[] {
    this.namespaces ||= origin !== "asked";
    this.#searches ||= list.some((tool) => isObject(tool) && isClientSearch(tool));
    const waits = this.#searches && origin !== "found";
    return list.flatMap((tool, index) => this.#add(tool, `${at}[${index}]`, undefined, waits));
  }

  /** Chat's name for a tool; the same one in every turn. */
  nameOf(name: string, namespace: unknown): string {
    const within = typeof namespace === "string" && namespace !== "" ? namespace : null;
    if (within === null) return this.#named(name, `\n${name}`);
    return this.#named(joined(name, within), `${within}\n${name}`);
  }

  #named(wished: string, key: string): string {
    let name = this.#names.get(key);
    if (name !== undefined) return name;
    name = wished;
    while (this.#taken.has(name)) name += "_";
    this.#names.set(key, name);
    this.#taken.add(name);
    return name;
  }

  /** None where it is left out. */
  #add(tool: unknown, at: string, namespace: string | undefined, waits: boolean): string[] {
    if (!isObject(tool)) throw badRequest(`Invalid type for '${at}': expected an object.`, at);
    const { type } = tool;
    if (typeof type !== "string") unsupported(type, `${at}.type`, ["function", "custom"]);
    if (type === "namespace" || type === "tool_search") this.namespaces = true;
    if (type === "namespace" && namespace === undefined) {
      const name = requireString(tool.name, `${at}.name`);
      if (!Array.isArray(tool.tools))
        throw badRequest(`Invalid type for '${at}.tools': expected an array.`, `${at}.tools`);
      return tool.tools.flatMap((inner, index) => this.#add(inner, `${at}.tools[${index}]`, name, waits));
    }
    if (type === "function" || type === "custom") {
      if (waits && tool.defer_loading === true) return [];
      const own = requireString(tool.name, `${at}.name`);
      const name = this.nameOf(own, namespace);
      if (type === "custom" || namespace !== undefined || name !== own)
        this.own.set(name, { kind: type, name: own, ...(namespace === undefined ? {} : { namespace }) });
      this.#tools.set(name, type === "custom" ? functionOfCustom({ ...tool, name }) : functionTool(tool, name, at));
      return [name];
    }
    if (type === "tool_search") {
      // OpenAI's own search finds what is deferred: elsewhere all of it is told.
      if (!isClientSearch(tool)) return [];
      const name = this.nameOf(type, undefined);
      this.own.set(name, { kind: "search", name });
      this.#tools.set(name, functionTool(tool, name, at));
      return [name];
    }
    // The search that Codex offers with every request: no other upstream has it, and none needs it.
    if (type === "web_search" && typeof tool.external_web_access === "boolean") return [];
    this.#native.note(`${at}.type`, `A tool of the type '${type.slice(0, 100)}'`);
    return [];
  }
}

const isClientSearch = ({ type, execution }: JsonObject) => type === "tool_search" && execution === "client";

function functionTool({ description, parameters, strict }: JsonObject, name: string, at: string): JsonObject {
  if (parameters !== undefined && parameters !== null && !isObject(parameters))
    throw badRequest(`Invalid type for '${at}.parameters': expected an object.`, `${at}.parameters`);
  return {
    type: "function",
    function: {
      name,
      ...(typeof description === "string" ? { description } : {}),
      ...(isObject(parameters) ? { parameters } : {}),
      ...(typeof strict === "boolean" ? { strict } : {}),
    },
  };
}
