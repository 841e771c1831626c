import { badRequest, GatewayError } from "./errors";

/** What a request's body may be packed with. Brotli is no format of Workers' DecompressionStream. */
const formats: Record<string, CompressionFormat> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

/** Null where the body is sent as it is. */
export const encodingOf = (headers: Headers): string | null => {
  const encoding = headers.get("content-encoding");
  return encoding === null || encoding === "" || /^identity$/i.test(encoding) ? null : encoding;
};

/** The body unpacked, as it is read; the reader counts what comes out. Null where the format is not known. */
export function unpacked(body: ReadableStream<Uint8Array>, encoding: string): ReadableStream<Uint8Array> | null {
  const format = formats[encoding.trim().toLowerCase()];
  if (format === undefined) return null;
  return body.pipeThrough(new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>);
}

/** RFC 9110, 15.5.16: the answer names what would have been taken. */
export const unknownEncoding = (encoding: string) =>
  new GatewayError({
    status: 415,
    type: "invalid_request_error",
    code: "invalid_request_error",
    message: `A request body with the content encoding '${encoding.slice(0, 64)}' is not taken: send it plain, or as gzip or deflate.`,
    param: "content-encoding",
    headers: { "accept-encoding": "gzip, deflate" },
  });

export const notPacked = (encoding: string) =>
  badRequest(
    `The request body is not whole and valid ${encoding.slice(0, 64)}, as its header says.`,
    "content-encoding",
  );
