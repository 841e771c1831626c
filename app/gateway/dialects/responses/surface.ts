import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { noUsage, readUsage } from "../../openai/usage";
import type { KeptResponse } from "../../store";
import type { Surface } from "../surface";
import type { AnswerFrame } from "./answer";
import { itemId } from "./ids";
import { ResponseWriter } from "./writer";

/** Longer requests and answers (bytes of JSON) are not kept: a row of D1 holds 2 MB. */
export const largestKept = 1_800_000;

/** Writes the answer of one request, and knows afterwards what the gateway keeps of it. */
export class ResponsesSurface implements Surface {
  readonly #frame: AnswerFrame;
  readonly #request: JsonObject;
  readonly #store: boolean;
  /** One for each attempt; more than one may be under way. */
  readonly #writers: ResponseWriter[] = [];
  #passed: string | null = null;

  constructor(frame: AnswerFrame, request: JsonObject, store: boolean) {
    this.#frame = frame;
    this.#request = request;
    this.#store = store;
  }

  whole(answer: JsonObject): JsonObject {
    const writer = this.writer();
    writer.chunk(answer);
    writer.closing(readUsage(answer.usage) ?? noUsage);
    return writer.final ?? {};
  }

  writer(): ResponseWriter {
    const writer = new ResponseWriter(this.#frame);
    this.#writers.push(writer);
    return writer;
  }

  passed(text: string): void {
    this.#passed = text;
  }

  kept(): KeptResponse | null {
    if (!this.#store) return null;
    const written = () => this.#writers.findLast(({ final }) => final !== null)?.final ?? null;
    const answer = this.#passed === null ? written() : parseObject(this.#passed);
    if (answer === null || typeof answer.id !== "string") return null;
    const { previous_response_id: previous } = this.#request;
    const previousId = typeof previous === "string" ? previous : null;
    const response = JSON.stringify({ ...answer, previous_response_id: previousId });
    const input = JSON.stringify(inputItems(this.#request.input, this.#frame.mark));
    if (bytesOf(response) + bytesOf(input) > largestKept) return null;
    return { id: answer.id, previousId, response, input };
  }
}

/** UTF-8 has at most three bytes for each UTF-16 unit: short texts need not be encoded to know. */
const bytesOf = (text: string) =>
  text.length * 3 < largestKept / 2 ? text.length : new TextEncoder().encode(text).byteLength;

/** The input as a list of items with ids, as it is listed and put in front of later turns. */
function inputItems(input: unknown, mark: string): unknown[] {
  const items = Array.isArray(input) ? input : typeof input === "string" ? [{ role: "user", content: input }] : [];
  return items.map((item: unknown, index) => {
    if (!isObject(item)) return item;
    const type = item.type ?? "message";
    const id = typeof item.id === "string" ? item.id : itemId(type, mark, -1 - index);
    if (type !== "message" || typeof item.content !== "string") return { ...item, type, id };
    const part =
      item.role === "assistant"
        ? { type: "output_text", text: item.content, annotations: [] }
        : { type: "input_text", text: item.content };
    return { ...item, type, id, content: [part] };
  });
}
