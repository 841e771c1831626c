import { digest } from "../../digest";

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
