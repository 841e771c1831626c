import { newCallId } from "../openai/call-id";
import { isObject, type JsonObject } from "../openai/fields";

/** A call that is under way. */
interface OpenCall {
  /** Its place for the client. */
  index: number;
  /** The upstream's id; empty where it gave none. */
  id: string;
  name: string;
  /** The arguments so far, where neither place nor id tells calls apart. */
  text: string;
}

/**
 * Puts a stream's tool calls into the form that clients put them together from: each call a place of its own, from 0 on without
 * gaps (Mistral gives none, some upstreams number all calls 0, others every block of the answer), an id (local servers give none), and id and name once (some repeat them with every
 * piece, and clients that join texts would join these, too).
 */
export class CallIndexes {
  readonly #byIndex = new Map<number, OpenCall>();
  readonly #byId = new Map<string, OpenCall>();
  #last: OpenCall | null = null;
  #count = 0;

  /** True where something was changed. */
  repair(calls: unknown[]): boolean {
    let changed = false;
    for (const call of calls) if (isObject(call) && this.#repair(call)) changed = true;
    return changed;
  }

  #repair(call: JsonObject): boolean {
    const id = typeof call.id === "string" && call.id !== "null" ? call.id : "";
    const made = isObject(call.function) ? call.function : null;
    const name = typeof made?.name === "string" ? made.name : "";
    const place = typeof call.index === "number" ? call.index : null;
    const open = place === null ? this.#unplaced(id, name) : this.#placed(place, id);
    const isNew = open === null;
    const own = open ?? this.#begin(place, id, name);
    let changed = call.index !== own.index;
    call.index = own.index;
    if (isNew) {
      if (id !== "" || made === null) return changed;
      call.id = newCallId();
      call.type ??= "function";
      changed = true;
    } else {
      if (call.id !== undefined) {
        delete call.id;
        changed = true;
      }
      if (made !== null && name !== "" && name === own.name) {
        delete made.name;
        changed = true;
      } else if (own.name === "") own.name = name;
    }
    if (place === null && id === "" && typeof made?.arguments === "string") own.text += made.arguments;
    return changed;
  }

  /** The call that goes on at a place; null for one that begins there. */
  #placed(place: number, id: string): OpenCall | null {
    const open = this.#byIndex.get(place);
    if (open === undefined) return null;
    return id !== "" && open.id !== "" && id !== open.id ? (this.#byId.get(id) ?? null) : open;
  }

  /** Without a place an id tells; without both a name begins a call: another one, or the same after arguments that are whole. */
  #unplaced(id: string, name: string): OpenCall | null {
    if (id !== "") return this.#byId.get(id) ?? null;
    const last = this.#last;
    if (last === null) return null;
    return name === "" || last.id !== "" || (last.name === name && !isWhole(last.text)) ? last : null;
  }

  #begin(place: number | null, id: string, name: string): OpenCall {
    const isFree = place !== null && !this.#byIndex.has(place);
    const open: OpenCall = { index: this.#count++, id, name, text: "" };
    if (place !== null) this.#byIndex.set(place, open);
    if (!isFree) this.#byIndex.set(open.index, open);
    if (id !== "") this.#byId.set(id, open);
    this.#last = open;
    return open;
  }
}

function isWhole(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
