import type { ToolCall } from "./chat-request";
import { type AnswerTurn, servedBy } from "./conversation";
import { fetchCost } from "./fetch-cost";
import { type AnswerEvent, readAnswer } from "./read-answer";

interface Run {
  key: string;
  body: Record<string, unknown>;
  /** A provider answers, whatever the gateway has kept. */
  skipCache: boolean;
  signal: AbortSignal;
  update: (change: (answer: AnswerTurn) => Partial<AnswerTurn>) => void;
}

/** Sends `body` to the public API and tells `update` what comes back, until the answer has ended and its cost is known. */
export async function runRequest({ key, body, skipCache, signal, update }: Run): Promise<void> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  let requestId: string | null = null;
  try {
    const response = await fetch("/v1/chat/completions", {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(skipCache ? { "x-gateway-cache": "bypass" } : {}),
      },
      body: JSON.stringify(body),
      signal,
    });
    const served = servedBy(response.headers);
    requestId = served.requestId ?? null;
    update(() => served);
    for await (const event of readAnswer(response)) {
      const at = elapsed();
      update((answer) => ({
        ...afterEvent(answer, event),
        ...(answer.firstTokenMs === null && body.stream && isContent(event) ? { firstTokenMs: at } : {}),
      }));
    }
    update((answer) => ({ totalMs: elapsed(), state: answer.state === "failed" ? "failed" : "done" }));
  } catch (error) {
    if (signal.aborted) update(() => ({ totalMs: elapsed(), state: "stopped" }));
    else {
      const message = error instanceof Error ? error.message : String(error);
      update(() => ({ totalMs: elapsed(), state: "failed", error: { status: 0, code: "network", message } }));
    }
  }
  if (requestId !== null) {
    const cost = await fetchCost(requestId);
    if (cost) update(() => cost);
  }
}

const isContent = ({ type }: AnswerEvent) => type === "text" || type === "reasoning" || type === "call";

/** What an event changes in the answer. */
export function afterEvent(answer: AnswerTurn, event: AnswerEvent): Partial<AnswerTurn> {
  if (event.type === "text") return { state: "streaming", content: answer.content + event.text };
  if (event.type === "reasoning") return { state: "streaming", reasoning: answer.reasoning + event.text };
  if (event.type === "call") return { state: "streaming", toolCalls: withPiece(answer.toolCalls, event) };
  if (event.type === "usage") return { promptTokens: event.promptTokens, completionTokens: event.completionTokens };
  return { state: "failed", error: event.error };
}

function withPiece(calls: ToolCall[], piece: Extract<AnswerEvent, { type: "call" }>): ToolCall[] {
  const before = calls[piece.index] ?? { id: "", name: "", arguments: "" };
  const after = {
    id: before.id || piece.id,
    name: before.name || piece.name,
    arguments: before.arguments + piece.arguments,
  };
  return piece.index < calls.length ? calls.with(piece.index, after) : [...calls, after];
}
