import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from "node:zlib";

// What Pages does for its visitors, for those of the Node host. Answers of the client API are left as they are: their bodies are
// small or flow in pieces, and the callers are programs nearby.

export type Encoding = "br" | "gzip";

/** Quality 5 is within a tenth of the best there is, in a hundredth of its time. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

export function acceptedEncoding(request: Request): Encoding | null {
  const accepted = request.headers.get("accept-encoding") ?? "";
  if (/\bbr\b(?!\s*;\s*q=0(?![.\d]*[1-9]))/i.test(accepted)) return "br";
  return /\bgzip\b(?!\s*;\s*q=0(?![.\d]*[1-9]))/i.test(accepted) ? "gzip" : null;
}

const [brotliBytes, gzipBytes] = [promisify(brotliCompress), promisify(gzip)];

export const encodeBytes = (bytes: Uint8Array, encoding: Encoding): Promise<Uint8Array> =>
  encoding === "br" ? brotliBytes(bytes, brotli) : gzipBytes(bytes);

/** A tenth smaller, and a second of another thread's time for the largest file. */
export const encodeWell = (bytes: Uint8Array): Promise<Uint8Array> => brotliBytes(bytes);

const pageTypes = /^text\/(html|x-script)\b/;

/**
 * A page or its data, compressed as it flows: every piece leaves at once. Only what was read: the answer to a write may hold a
 * new key beside the writer's own words, and the length of a compressed answer would tell something about it.
 */
export function encodePage(request: Request, answer: Response): Response {
  const { body, headers, status } = answer;
  if (request.method !== "GET" || body === null || headers.has("content-encoding")) return answer;
  if (!pageTypes.test(headers.get("content-type") ?? "")) return answer;
  const encoding = acceptedEncoding(request);
  if (encoding === null) return answer;
  const encoder =
    encoding === "br"
      ? createBrotliCompress({ ...brotli, flush: constants.BROTLI_OPERATION_FLUSH })
      : createGzip({ flush: constants.Z_SYNC_FLUSH });
  // A reader who leaves ends the page's own stream too; an error of the page reaches the reader as a broken answer.
  pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), encoder, () => {});
  const encoded = new Headers(headers);
  encoded.set("content-encoding", encoding);
  encoded.append("vary", "accept-encoding");
  encoded.delete("content-length");
  return new Response(Readable.toWeb(encoder) as ReadableStream, { status, headers: encoded });
}
