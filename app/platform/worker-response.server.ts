import type { ReadableStreamBYOBReader } from "@cloudflare/workers-types";
import type { ByteSource, UpstreamResponse } from "~/gateway/ports";

/** The usual answer is read at once, in one call of the runtime; a longer one in larger pieces. */
const firstBytes = 64 * 1024;
const nextBytes = 1024 * 1024;

/** workerd's Response whose body has a limit where it is read whole: the runtime's own is the isolate's memory. */
export class WorkerResponse implements UpstreamResponse {
  readonly #response: Response;

  constructor(response: Response) {
    this.#response = response;
  }

  get status(): number {
    return this.#response.status;
  }

  get headers(): Headers {
    return this.#response.headers;
  }

  get body(): ByteSource | null {
    return this.#response.body;
  }

  text(longest: number): Promise<string | null> {
    const { headers, body } = this.#response;
    if (body === null) return Promise.resolve("");
    const declared = headers.get("content-length");
    // What is declared of a compressed body says nothing of what comes out.
    const length = declared === null || headers.get("content-encoding") !== null ? Number.NaN : Number(declared);
    if (length <= longest) return this.#response.text();
    return length > longest ? body.cancel().then(() => null) : counted(body, longest);
  }
}

/** `readAtLeast` brings less than asked for only at the end: https://developers.cloudflare.com/workers/runtime-apis/streams/readablestreambyobreader/ */
async function counted(body: ReadableStream<Uint8Array>, longest: number): Promise<string | null> {
  const reader = body.getReader({ mode: "byob" }) as unknown as ReadableStreamBYOBReader;
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (let size = firstBytes; ; size = nextBytes) {
    const { done, value } = await reader.readAtLeast(size, new Uint8Array(size));
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > longest) {
      reader.cancel().catch(() => {});
      return null;
    }
    if (value.byteLength < size) return text + decoder.decode(value);
    text += decoder.decode(value, { stream: true });
  }
}
