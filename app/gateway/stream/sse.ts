/** Characters of the longest event that is put together: pictures come as one. */
const longestEvent = 64 * 1024 * 1024;

/**
 * Cuts a byte stream into server-sent events, whatever the pieces: split UTF-8, CR, LF or CRLF, comments, several data
 * lines. Format: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseSplitter {
  readonly #decoder = new TextDecoder();
  #rest = "";
  /** What is left is not empty, and has no line end at its own. */
  #amidLine = false;
  /** An event had no end, and was let go. */
  endless = false;

  /** Complete events of this piece, as raw text without the blank line that ended them. */
  push(bytes: Uint8Array): string[] {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (!this.#amidLine || /[\n\r]/.test(text)) return this.#cut(this.#rest + text);
    // Only what came is looked at: looking at all of a long event with each of its pieces would take its square.
    this.#keep(this.#rest + text, true);
    return [];
  }

  #keep(rest: string, amidLine: boolean): void {
    if (rest.length > longestEvent) this.endless = true;
    this.#rest = this.endless ? "" : rest;
    this.#amidLine = amidLine && !this.endless;
  }

  /** Nothing of an event is waiting for its end. */
  get clean(): boolean {
    return this.#rest === "";
  }

  /** What was left at the end of the stream: an event whose blank line never came. */
  end(): string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = "";
    this.#amidLine = false;
    return rest.trim() === "" ? [] : [rest];
  }

  #cut(text: string): string[] {
    const normalised = text.includes("\r") ? normalise(text) : text;
    const events: string[] = [];
    let start = 0;
    for (;;) {
      const end = normalised.indexOf("\n\n", start);
      if (end < 0) break;
      if (end > start) events.push(normalised.slice(start, end));
      start = end + 2;
      // More blank lines than needed end nothing.
      while (normalised.charCodeAt(start) === 10) start++;
    }
    const rest = start === 0 ? normalised : normalised.slice(start);
    this.#keep(rest, rest !== "" && !/[\n\r]$/.test(rest));
    return events;
  }
}

/** CRLF and lone CR become LF; a CR at the very end stays, its LF may be in the next piece. */
const normalise = (text: string) => text.replace(/\r\n/g, "\n").replace(/\r(?!$)/g, "\n");

/** The data of a raw event; null for a comment or an event without data. */
export function eventData(event: string): string | null {
  // The usual event is one line.
  if (event.startsWith("data:") && !event.includes("\n"))
    return event.charCodeAt(5) === 32 ? event.slice(6) : event.slice(5);
  let data: string | null = null;
  for (const line of event.split("\n")) {
    if (!line.startsWith("data:")) continue;
    const value = line.charCodeAt(5) === 32 ? line.slice(6) : line.slice(5);
    data = data === null ? value : `${data}\n${value}`;
  }
  return data;
}

/** The name of a raw event; null where it has none. */
export function eventName(event: string): string | null {
  const match = /^event: ?(.*)$/m.exec(event);
  return match === null ? null : match[1]!;
}
