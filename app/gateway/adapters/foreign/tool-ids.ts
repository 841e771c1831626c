/** Tool call ids of other vendors in the form that is taken here, `^[a-zA-Z0-9_-]{1,64}$`; different ones stay different. */
export class ToolIds {
  readonly #known = new Map<string, string>();

  of(id: string): string {
    if (/^[a-zA-Z0-9_-]{1,64}$/.test(id)) return id;
    let known = this.#known.get(id);
    if (known === undefined) {
      known = `${id.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, 56)}_${this.#known.size}`;
      this.#known.set(id, known);
    }
    return known;
  }
}

/**
 * The same for Mistral's models, whose ids are nine letters or digits. Made of the id alone, so that a call and its result
 * get the same one in every request.
 */
export const nineCharacters = (id: string): string => (/^[a-zA-Z0-9]{9}$/.test(id) ? id : digest(id).slice(-9));

/** The same for OpenAI's chat endpoint, which takes forty characters. */
export const fortyCharacters = (id: string): string => (id.length <= 40 ? id : `${id.slice(0, 25)}_${digest(id)}`);

/** Fourteen letters and digits. */
function digest(id: string): string {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let index = 0; index < id.length; index++) {
    high = Math.imul(high ^ id.charCodeAt(index), 0x01000193);
    low = Math.imul(low + id.charCodeAt(index), 0x85ebca6b) ^ (low >>> 13);
  }
  return (high >>> 0).toString(36).padStart(7, "0") + (low >>> 0).toString(36).padStart(7, "0");
}
