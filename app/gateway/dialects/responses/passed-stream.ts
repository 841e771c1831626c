import type { GatewayError } from "../../errors";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { errorOf } from "./answer";

/** A stream that an upstream of the same format wrote: what has to be known of it where it fails, and to keep the answer. */
export class PassedStream {
  #created: string | null = null;
  #last: string | null = null;
  readonly #done: string[] = [];
  #sequence = -1;

  /** True for an item of a tool that the vendor runs: a client shows it, and the text may be minutes away. */
  event(data: string): boolean {
    // Only the few events that matter are parsed, and those later.
    const sequence = /"sequence_number"\s*:\s*(\d+)/.exec(data);
    this.#sequence = sequence === null ? this.#sequence + 1 : Number(sequence[1]);
    switch (/"type"\s*:\s*"(response\.[a-z_.]+)"/.exec(data)?.[1]) {
      case "response.created":
        this.#created = data;
        break;
      case "response.output_item.added":
        return isToolItem(parseObject(data)?.item);
      case "response.output_item.done":
        this.#done.push(data);
        break;
      case "response.completed":
      case "response.incomplete":
        this.#last = data;
    }
    return false;
  }

  /** The response of the last event; null where there was none. */
  final(): JsonObject | null {
    return this.#last === null ? null : responseOf(this.#last);
  }

  /** The event for a failure in mid-stream, in the name of the response that began. */
  failed(error: GatewayError): string | null {
    const response = this.#created === null ? null : responseOf(this.#created);
    if (response === null) return null;
    const output = this.#done.map((data) => parseObject(data)?.item).filter(isObject);
    const type = "response.failed";
    const failed = { ...response, status: "failed", error: errorOf(error), output };
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: this.#sequence + 1, response: failed })}\n\n`;
  }
}

const isToolItem = (item: unknown): boolean => isObject(item) && item.type !== "message" && item.type !== "reasoning";

function responseOf(data: string): JsonObject | null {
  const response = parseObject(data)?.response;
  return isObject(response) ? response : null;
}
