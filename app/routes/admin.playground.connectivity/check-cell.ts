import { readAnswer } from "../admin.playground/read-answer";
import type { MatrixRow } from "./matrix.server";

export type CellResult =
  | { state: "waiting" }
  | { state: "answered"; ms: number; requestId: string | null }
  /** `status` is 0 where no answer came. */
  | { state: "failed"; status: number; message: string; requestId: string | null };

/** Time to first token over this is slow. */
export const slowMs = 1000;

/** One small call through the public API that only `provider` may serve. Null when it was aborted. */
export async function checkCell(
  key: string,
  { model, kind }: Pick<MatrixRow, "model" | "kind">,
  provider: string,
  signal: AbortSignal,
): Promise<CellResult | null> {
  const started = performance.now();
  let requestId: string | null = null;
  try {
    const response = await fetch(kind === "chat" ? "/v1/chat/completions" : "/v1/embeddings", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model: `${provider}/${model}`, ...bodyOf[kind] }),
      signal,
    });
    requestId = response.headers.get("x-request-id");
    const answered = (): CellResult => ({
      state: "answered",
      ms: Math.round(performance.now() - started),
      requestId,
    });
    if (kind === "embeddings" && response.ok) {
      await response.arrayBuffer();
      return answered();
    }
    for await (const event of readAnswer(response)) {
      if (event.type === "error") {
        return { state: "failed", status: event.error.status, message: event.error.message, requestId };
      }
      return answered();
    }
    // An answer without a word is an answer.
    return answered();
  } catch (error) {
    if (signal.aborted) return null;
    return { state: "failed", status: 0, message: error instanceof Error ? error.message : String(error), requestId };
  }
}

const bodyOf = {
  chat: { messages: [{ role: "user", content: "Reply with: ok" }], max_tokens: 16, stream: true },
  embeddings: { input: "ok" },
};
