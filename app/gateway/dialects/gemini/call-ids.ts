/** Function calls of older models have no ids: results then belong to the calls of their name, in order. */
export class CallIds {
  readonly #open = new Map<string, string[]>();
  #made = 0;

  /** The id of a call. */
  call(name: string, id: unknown): string {
    const own = typeof id === "string" && id !== "" ? id : `call_${this.#made++}_${name.slice(0, 40)}`;
    const open = this.#open.get(name) ?? [];
    open.push(own);
    this.#open.set(name, open);
    return own;
  }

  /** The id of the call that a result answers. */
  result(name: string, id: unknown): string {
    const open = this.#open.get(name) ?? [];
    if (typeof id === "string" && id !== "") {
      const place = open.indexOf(id);
      if (place >= 0) open.splice(place, 1);
      return id;
    }
    return open.shift() ?? `call_${this.#made++}_${name.slice(0, 40)}`;
  }
}
