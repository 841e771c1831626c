/**
 * Cuts a byte stream into server-sent events, whatever the pieces: split UTF-8, CR, LF or CRLF, comments, several data
 * lines. Format: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export class SseSplitter {
  readonly #decoder = new TextDecoder();
  #rest = "";

  /** Complete events of this piece, as raw text without the blank line that ended them. */
  push(bytes: Uint8Array): string[] {
    return this.#cut(this.#rest + this.#decoder.decode(bytes, { stream: true }));
  }

  /** Nothing of an event is waiting for its end. */
  get clean(): boolean {
    return this.#rest === "";
  }

  /** What was left at the end of the stream: an event whose blank line never came. */
  end(): string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = "";
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
    this.#rest = start === 0 ? normalised : normalised.slice(start);
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
