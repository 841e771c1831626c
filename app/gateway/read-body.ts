import { encodingOf, notPacked, unknownEncoding, unpacked } from "./content-encoding";
import { badRequest, GatewayError } from "./errors";
import { joinBytes } from "./media/bytes";

/** Largest request body that is read, in bytes. */
const maxBodyBytes = 32 * 1024 * 1024;

const tooLarge = () =>
  new GatewayError({
    status: 413,
    type: "invalid_request_error",
    code: "request_too_large",
    message: `The request body is larger than ${maxBodyBytes / 1024 / 1024} MB.`,
  });

/** The body as text; 413 past the limit, also where no length was announced. */
export const readBody = (request: Request): Promise<string> =>
  read(
    request,
    () => request.text(),
    () => new TextPieces(),
  );

/** Without the byte order mark that files and shells of Windows put before it: only some hosts leave it out. */
export const unmarked = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** The body as it was sent, still packed where it is. */
export const readAsSent = (request: Request): Promise<Uint8Array<ArrayBuffer>> =>
  readPlain(
    request,
    async () => new Uint8Array(await request.arrayBuffer()),
    () => new BytePieces(),
  );

/** The body as bytes, within the same limit. */
export const readBytes = (request: Request): Promise<Uint8Array<ArrayBuffer>> =>
  read(
    request,
    async () => new Uint8Array(await request.arrayBuffer()),
    () => new BytePieces(),
  );

interface Pieces<T> {
  add(bytes: Uint8Array): void;
  end(): T;
}

class TextPieces implements Pieces<string> {
  #text = "";
  readonly #decoder = new TextDecoder();

  add(bytes: Uint8Array): void {
    this.#text += this.#decoder.decode(bytes, { stream: true });
  }

  end(): string {
    return this.#text + this.#decoder.decode();
  }
}

class BytePieces implements Pieces<Uint8Array<ArrayBuffer>> {
  readonly #pieces: Uint8Array[] = [];

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
  }

  end(): Uint8Array<ArrayBuffer> {
    return joinBytes(this.#pieces);
  }
}

function read<T>(request: Request, whole: () => Promise<T>, pieces: () => Pieces<T>): Promise<T> {
  const encoding = encodingOf(request.headers);
  return encoding === null ? readPlain(request, whole, pieces) : readPacked(request, encoding, pieces());
}

/** The limit holds for what comes out. */
async function readPacked<T>({ body }: Request, encoding: string, pieces: Pieces<T>): Promise<T> {
  if (body === null) return pieces.end();
  const plain = unpacked(body, encoding);
  if (plain === null) {
    await discard(body.getReader());
    throw unknownEncoding(encoding);
  }
  try {
    return await readLimited(plain, pieces);
  } catch (error) {
    throw error instanceof GatewayError ? error : notPacked(encoding);
  }
}

async function readPlain<T>(request: Request, whole: () => Promise<T>, pieces: () => Pieces<T>): Promise<T> {
  const announced = request.headers.get("content-length");
  try {
    if (announced !== null) {
      if (Number(announced) > maxBodyBytes) {
        if (request.body !== null) await discard(request.body.getReader());
        throw tooLarge();
      }
      return await whole();
    }
    return await readLimited(request.body, pieces());
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    // The Node host's server enforces the limit itself and says so by this status.
    if (
      (error as { status?: number; statusCode?: number })?.status === 413 ||
      (error as { statusCode?: number })?.statusCode === 413
    )
      throw tooLarge();
    throw badRequest("The request body could not be read to its end.");
  }
}

async function readLimited<T>(body: ReadableStream<Uint8Array> | null, pieces: Pieces<T>): Promise<T> {
  if (body === null) return pieces.end();
  const reader = body.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pieces.end();
    bytes += value.byteLength;
    if (bytes > maxBodyBytes) {
      await discard(reader);
      throw tooLarge();
    }
    pieces.add(value);
  }
}

/** How long a client that sends too much is listened to. */
const discardMs = 800;

/** Reads on for a while: a client that is cut off while it sends never sees why. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const readOn = async () => {
    for (let bytes = 0; bytes < 2 * maxBodyBytes; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.byteLength;
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, discardMs);
  });
  try {
    // What is still unread then is left to the host: cancelling would reset the connection under the answer.
    await Promise.race([readOn(), enough]);
  } catch {
    // The client has gone, or the host refuses to read more: the answer is the same.
  } finally {
    clearTimeout(timer);
  }
}
