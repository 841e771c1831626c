import { AdminError, invalid } from "~/admin/errors";
import { encodingOf, notPacked, unknownEncoding, unpacked } from "~/gateway/content-encoding";

const mostBytes = 32 * 1024 * 1024;
/** Deeper values are no configuration, and would exhaust the stack of whatever walks through them. */
const mostDepth = 100;

const tooLarge = () => new AdminError(413, "request_too_large", "The body is larger than 32 MB.");

/** Reads a JSON body of at most 32 MB; an empty one is undefined where `optional` is set. */
export async function readJsonBody(
  request: Request,
  { optional = false }: { optional?: boolean } = {},
): Promise<unknown> {
  if (Number(request.headers.get("content-length") ?? 0) > mostBytes) throw tooLarge();
  const text = await readText(request);
  if (text.trim() === "") {
    if (optional) return undefined;
    throw invalid([{ path: "", message: "a JSON body is needed" }]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid([{ path: "", message: `not valid JSON: ${error instanceof Error ? error.message : "unreadable"}` }]);
  }
  if (isDeeperThan(value, mostDepth)) throw invalid([{ path: "", message: "nested too deeply" }]);
  return value;
}

async function readText(request: Request): Promise<string> {
  if (!request.body) return "";
  const encoding = encodingOf(request.headers);
  const body = encoding === null ? request.body : unpacked(request.body, encoding);
  if (body === null) throw unknownEncoding(encoding ?? "");
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > mostBytes) throw tooLarge();
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof AdminError) throw error;
    if (encoding !== null) throw notPacked(encoding);
    if (error instanceof TypeError) throw invalid([{ path: "", message: "not valid UTF-8" }]);
    throw error;
  }
}

/** Level by level, without recursion. */
function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= most; depth++) {
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
    if (level.length === 0) return false;
  }
  return true;
}
