import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

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
    const bytes = await readFile(path);
    const immutable = relative.startsWith(`assets${sep}`);
    return new Response(request.method === "HEAD" ? null : bytes, {
      headers: {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "content-length": String(bytes.byteLength),
        "cache-control": immutable ? "public, max-age=31536000, immutable" : "public, max-age=300",
        "x-content-type-options": "nosniff",
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}
