import { badRequest } from "../../errors";
import { argumentsOfInput } from "../../openai/custom-tools";
import { isObject, type JsonObject } from "../../openai/fields";
import { chatPart, contentParts, inputParts, outputParts, requireString, unsupported } from "./content";
import type { NativeOnly } from "./native-only";
import type { ToolBook } from "./tool-book";
import { AssistantTurn } from "./turn";

// Input items -> chat messages: https://platform.openai.com/docs/api-reference/responses/create#responses-create-input

const roles = ["user", "assistant", "system", "developer"] as const;

/** What earlier answers of tools that only OpenAI runs left behind: the text that followed says what came of them. */
const leftOut = new Set(["web_search_call", "file_search_call", "code_interpreter_call", "mcp_list_tools", "mcp_call"]);

const chatTypes = [
  "message",
  "function_call",
  "function_call_output",
  "custom_tool_call",
  "custom_tool_call_output",
  "reasoning",
  "item_reference",
];

/** Reads items one after the other; `messages` is chat's list. */
export class InputReader {
  readonly messages: JsonObject[] = [];
  readonly #native: NativeOnly;
  readonly #book: ToolBook;
  readonly #called = new Set<string>();
  #turn: AssistantTurn | null = null;
  /** Images and files of tool outputs: chat's tool messages take text alone, so a user message after them has these. */
  #afterTools: JsonObject[] = [];

  constructor(native: NativeOnly, book: ToolBook) {
    this.#native = native;
    this.#book = book;
  }

  /** `name` is the item's place in the request, such as `input[3]`. */
  item(item: unknown, name: string): void {
    if (!isObject(item)) throw badRequest(`Invalid type for '${name}': expected an object.`, name);
    const type = item.type ?? (item.role === undefined ? undefined : "message");
    if (type === "message") this.#message(item, name);
    else if (type === "reasoning") this.#reasoning(item, name);
    else if (type === "function_call") this.#call(item, name, requireString(item.arguments, `${name}.arguments`));
    else if (type === "custom_tool_call")
      this.#call(item, name, argumentsOfInput(requireString(item.input, `${name}.input`)));
    else if (type === "function_call_output" || type === "custom_tool_call_output") this.#output(item, name);
    else if (type === "tool_search_call") this.#search(item);
    else if (type === "tool_search_output") this.#found(item, name);
    else if (type === "additional_tools") this.#tools(item, name, "added");
    else if (type === "image_generation_call") this.#image(item);
    else if (typeof type !== "string") unsupported(type, `${name}.type`, chatTypes);
    // Computer, shell and patch calls, approvals, compaction, references, and what is newer than the gateway.
    else if (!leftOut.has(type)) this.#native.note(`${name}.type`, `An input item of the type '${type.slice(0, 100)}'`);
  }

  /** After the last item. */
  end(): void {
    this.#endTurn();
    this.#endTools();
  }

  #message(item: JsonObject, name: string): void {
    const { role } = item;
    if (typeof role !== "string" || !roles.some((known) => known === role)) unsupported(role, `${name}.role`, roles);
    const content = contentParts(
      item.content,
      `${name}.content`,
      role === "assistant" ? outputParts : inputParts,
      this.#native,
    );
    if (role === "assistant") {
      this.#assistant(item, content, name);
      return;
    }
    this.#endTurn();
    this.#endTools();
    this.messages.push({ role, content: this.#chatContent(content, `${name}.content`) });
  }

  #assistant(item: JsonObject, content: string | JsonObject[], name: string): void {
    if (this.#turn?.hasText && !this.#turn.hasCalls) this.#endTurn();
    const turn = this.#assistantTurn();
    const parts = typeof content === "string" ? [{ type: "output_text", text: content }] : content;
    parts.forEach((part, index) => {
      const at = `${name}.content[${index}]`;
      if (part.type === "refusal") turn.refusal(requireString(part.refusal, `${at}.refusal`));
      else if (part.type === "output_text") turn.text(requireString(part.text, `${at}.text`), item);
    });
  }

  #reasoning(item: JsonObject, name: string): void {
    for (const field of ["summary", "content"] as const) {
      if (item[field] !== undefined && item[field] !== null && !Array.isArray(item[field]))
        throw badRequest(`Invalid type for '${name}.${field}': expected an array.`, `${name}.${field}`);
    }
    this.#assistantTurn().reasoning(item);
  }

  #call(item: JsonObject, name: string, text: string): void {
    const id = requireString(item.call_id, `${name}.call_id`);
    const called = this.#book.nameOf(requireString(item.name, `${name}.name`), item.namespace);
    this.#assistantTurn().call(id, called, text, item);
    this.#called.add(id);
  }

  /** The client's own search is a call like others; OpenAI's has no id, and what it found is told anyway. */
  #search(item: JsonObject): void {
    const { call_id: id, arguments: given } = item;
    if (typeof id !== "string") return;
    this.#assistantTurn().call(id, this.#book.nameOf("tool_search", null), JSON.stringify(given ?? {}), item);
    this.#called.add(id);
  }

  #found(item: JsonObject, name: string): void {
    const { call_id: id } = item;
    const found = this.#tools(item, name, "found");
    if (typeof id !== "string" || !this.#called.has(id)) return;
    this.#endTurn();
    const said = found.map((tool) => `The tool '${tool}' can be called now.`).join("\n");
    this.messages.push({ role: "tool", tool_call_id: id, content: said === "" ? "No tool was found." : said });
  }

  #output(item: JsonObject, name: string): void {
    const id = requireString(item.call_id, `${name}.call_id`);
    const output = contentParts(item.output, `${name}.output`, inputParts, this.#native);
    if (!this.#called.has(id) && this.#native.feature === null)
      throw badRequest(
        `No tool call found for function call output with call_id ${id.slice(0, 100)}.`,
        `${name}.call_id`,
      );
    this.#endTurn();
    const texts: string[] = [];
    if (typeof output === "string") texts.push(output);
    else
      output.forEach((part, index) => {
        const converted = chatPart(part, `${name}.output[${index}]`, this.#native);
        if (converted?.type === "text") texts.push(String(converted.text));
        else if (converted !== null) this.#afterTools.push(converted);
      });
    this.messages.push({ role: "tool", tool_call_id: id, content: texts.join("\n") });
  }

  #tools({ tools }: JsonObject, name: string, origin: "added" | "found"): string[] {
    const at = `${name}.tools`;
    if (!Array.isArray(tools)) throw badRequest(`Invalid type for '${at}': expected an array.`, at);
    return this.#book.add(tools, at, origin);
  }

  /** An image that the assistant made: chat's assistant messages hold none. */
  #image(item: JsonObject): void {
    if (typeof item.result !== "string" || item.result === "") return;
    this.#endTurn();
    this.#endTools();
    const url = `data:image/png;base64,${item.result}`;
    this.messages.push({ role: "user", content: [{ type: "image_url", image_url: { url } }] });
  }

  #assistantTurn(): AssistantTurn {
    if (this.#turn === null) {
      this.#endTools();
      this.#turn = new AssistantTurn();
    }
    return this.#turn;
  }

  #endTurn(): void {
    const message = this.#turn?.message() ?? null;
    this.#turn = null;
    if (message !== null) this.messages.push(message);
  }

  #endTools(): void {
    if (this.#afterTools.length > 0) this.messages.push({ role: "user", content: this.#afterTools });
    this.#afterTools = [];
  }

  /** A single text stays a string: not every upstream takes parts. */
  #chatContent(content: string | JsonObject[], name: string): string | JsonObject[] {
    if (typeof content === "string") return content;
    const parts = content
      .map((part, index) => chatPart(part, `${name}[${index}]`, this.#native))
      .filter((part) => part !== null);
    const [first] = parts;
    if (parts.length === 1 && first?.type === "text" && first.cache_control === undefined) return String(first.text);
    return parts;
  }
}
