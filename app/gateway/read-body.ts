import { badRequest, GatewayError } from "./errors";

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
export async function readBody(request: Request): Promise<string> {
  const announced = request.headers.get("content-length");
  try {
    if (announced !== null) {
      if (Number(announced) > maxBodyBytes) {
        if (request.body !== null) await discard(request.body.getReader());
        throw tooLarge();
      }
      return await request.text();
    }
    return await readLimited(request.body);
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

async function readLimited(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBodyBytes) {
      await discard(reader);
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
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
