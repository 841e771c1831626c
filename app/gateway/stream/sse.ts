/** Characters of the longest event that is put together: pictures come as one. */
const longestEvent = 64 * 1024 * 1024;

/**
 * Cuts a byte stream into server-sent events, whatever the pieces: split UTF-8, CR, LF or CRLF, comments, several data
 * lines. Format: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseSplitter {
  readonly #decoder = new TextDecoder();
  /** Of an event that has not ended; its line ends are LF. */
  #rest = "";
  /** Whether that ends with a line's end: asking the text itself would put all its pieces together. */
  #atLineStart = false;
  /** The last piece ended with a CR: its LF may be in the next. */
  #openLineEnd = false;
  /** An event had no end, and was let go. */
  endless = false;

  /** Complete events of this piece, as raw text without the blank line that ended them. */
  push(bytes: Uint8Array): string[] {
    const text = this.#normalised(this.#decoder.decode(bytes, { stream: true }));
    const rest = this.#rest;
    // Only what came is looked at: looking at all of a long event with each of its pieces would take its square.
    if (rest === "" || text.includes("\n\n") || (this.#atLineStart && text.startsWith("\n")))
      return this.#cut(rest + text);
    this.#keep(rest + text, text === "" ? this.#atLineStart : text.endsWith("\n"));
    return [];
  }

  #keep(rest: string, atLineStart: boolean): void {
    if (rest.length > longestEvent) this.endless = true;
    this.#rest = this.endless ? "" : rest;
    this.#atLineStart = atLineStart && !this.endless;
  }

  /** Nothing of an event is waiting for its end. */
  get clean(): boolean {
    return this.#rest === "" && !this.#openLineEnd;
  }

  /** What was left at the end of the stream: an event whose blank line never came. */
  end(): string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = "";
    this.#openLineEnd = false;
    return rest.trim() === "" ? [] : [rest];
  }

  #normalised(text: string): string {
    if (!this.#openLineEnd && !text.includes("\r")) return text;
    const whole = this.#openLineEnd ? `\r${text}` : text;
    this.#openLineEnd = whole.endsWith("\r");
    return (this.#openLineEnd ? whole.slice(0, -1) : whole).replace(/\r\n?/g, "\n");
  }

  #cut(text: string): string[] {
    const events: string[] = [];
    let start = 0;
    for (;;) {
      const end = text.indexOf("\n\n", start);
      if (end < 0) break;
      if (end > start) events.push(text.slice(start, end));
      start = end + 2;
      // More blank lines than needed end nothing.
      while (text.charCodeAt(start) === 10) start++;
    }
    this.#keep(start === 0 ? text : text.slice(start), start < text.length && text.endsWith("\n"));
    return events;
  }
}

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
