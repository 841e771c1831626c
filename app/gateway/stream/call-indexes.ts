import { isObject, type JsonObject } from "../openai/fields";

/** Gives a stream's tool calls the places that clients put them together by, where the upstream left them out (Mistral). */
export class CallIndexes {
  readonly #byId = new Map<unknown, number>();
  #last = -1;

  /** True where something was changed. */
  repair(calls: unknown[]): boolean {
    let changed = false;
    for (const call of calls) {
      if (!isObject(call)) continue;
      if (typeof call.index === "number") {
        this.#last = Math.max(this.#last, call.index);
        continue;
      }
      call.index = this.#indexOf(call);
      changed = true;
    }
    return changed;
  }

  /** A new id is a new call; a piece without one goes on with the last. */
  #indexOf({ id }: JsonObject): number {
    if (typeof id !== "string" || id === "" || id === "null") return Math.max(0, this.#last);
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    this.#last++;
    this.#byId.set(id, this.#last);
    return this.#last;
  }
}
