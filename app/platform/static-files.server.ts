import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { acceptedEncoding, type Encoding, encodeBytes, encodeWell } from "./encoding.server.ts";

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".ico": "image/x-icon",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

const compressed = new Set([".js", ".css", ".txt", ".json", ".svg"]);
/** A file as it is sent, by encoding and path: made once, and anew where the file has changed. */
const kept = new Map<string, { changedAt: number; bytes: Promise<Uint8Array> }>();

async function readEncoded(path: string, encoding: Encoding): Promise<Uint8Array> {
  const name = `${encoding} ${path}`;
  const { mtimeMs: changedAt } = await stat(path);
  const known = kept.get(name);
  if (known?.changedAt === changedAt) return known.bytes;
  const bytes = readFile(path).then((plain) => encodeBytes(plain, encoding));
  kept.set(name, { changedAt, bytes });
  bytes.catch(() => kept.delete(name));
  // The first visitor gets it soon, later ones get it small: not before the rush of a first visit is over.
  if (encoding === "br") setTimeout(() => shrink(name, path, changedAt), shrinkAfterMs).unref();
  return bytes;
}

const shrinkAfterMs = 30_000;
let shrinking: Promise<unknown> = Promise.resolve();

/** One file after the other, so that the other threads stay free. */
function shrink(name: string, path: string, changedAt: number): void {
  shrinking = shrinking
    .then(async () => {
      const bytes = await encodeWell(await readFile(path));
      if (kept.get(name)?.changedAt === changedAt) kept.set(name, { changedAt, bytes: Promise.resolve(bytes) });
    })
    // The file is sent as it is kept.
    .catch(() => {});
}

/** The Node host's ASSETS binding: files of the client build, never one that begins with `_` or a dot. */
export async function serveStatic(folder: string, request: Request): Promise<Response> {
  const root = folder + sep;
  let path: string;
  try {
    path = join(root, normalize(decodeURIComponent(new URL(request.url).pathname)));
  } catch {
    return new Response(null, { status: 404 });
  }
  const relative = path.slice(root.length);
  if (!path.startsWith(root) || path.includes("\0") || /(^|[/\\])[_.]/.test(relative))
    return new Response(null, { status: 404 });
  try {
    const mayEncode = compressed.has(extname(path));
    const encoding = mayEncode ? acceptedEncoding(request) : null;
    const bytes = encoding === null ? await readFile(path) : await readEncoded(path, encoding);
    const immutable = relative.startsWith(`assets${sep}`);
    return new Response(request.method === "HEAD" ? null : (bytes as Uint8Array<ArrayBuffer>), {
      headers: {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "content-length": String(bytes.byteLength),
        "cache-control": immutable ? "public, max-age=31536000, immutable" : "public, max-age=300",
        "x-content-type-options": "nosniff",
        ...(mayEncode ? { vary: "accept-encoding" } : {}),
        ...(encoding === null ? {} : { "content-encoding": encoding }),
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}
