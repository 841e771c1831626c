import { fromBase64Url, toBase64Url } from "~/lib/base64";

/** Where a page of log rows ended; opaque to clients. */
export interface LogCursor {
  createdAt: number;
  requestId: string;
}

export const writeCursor = ({ createdAt, requestId }: LogCursor): string =>
  toBase64Url(new TextEncoder().encode(`${createdAt} ${requestId}`));

/** Null where the text is no cursor of ours. */
export function readCursor(text: string): LogCursor | null {
  try {
    const [createdAt, ...rest] = new TextDecoder().decode(fromBase64Url(text)).split(" ");
    const requestId = rest.join(" ");
    return /^\d{1,15}$/.test(createdAt ?? "") && requestId !== "" ? { createdAt: Number(createdAt), requestId } : null;
  } catch {
    return null;
  }
}
