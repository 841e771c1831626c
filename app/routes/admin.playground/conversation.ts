import type { ChatTurn } from "./chat-request";
import type { AnswerError } from "./read-answer";

// The conversation as a value: every event of an answer makes a new one.

export interface UserTurn extends ChatTurn {
  role: "user";
  id: string;
}

export interface AnswerTurn extends ChatTurn {
  role: "assistant";
  id: string;
  state: "waiting" | "streaming" | "done" | "stopped" | "failed";
  reasoning: string;
  /** What was asked for; what served stands in `servedModel`. */
  model: string;
  servedModel: string | null;
  providerId: string | null;
  attempts: number | null;
  requestId: string | null;
  firstTokenMs: number | null;
  totalMs: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  costMicroUsd: number | null;
  error: AnswerError | null;
}

export type Turn = UserTurn | AnswerTurn;

export const newAnswer = (id: string, model: string): AnswerTurn => ({
  role: "assistant",
  id,
  content: "",
  state: "waiting",
  reasoning: "",
  model,
  servedModel: null,
  providerId: null,
  attempts: null,
  requestId: null,
  firstTokenMs: null,
  totalMs: null,
  promptTokens: null,
  completionTokens: null,
  costMicroUsd: null,
  error: null,
});

export const isRunning = (turn: Turn): boolean =>
  turn.role === "assistant" && (turn.state === "waiting" || turn.state === "streaming");

/** Tokens a second after the first one; null where there was too little to measure. */
export function answerSpeed(answer: AnswerTurn): number | null {
  const { firstTokenMs, totalMs, completionTokens } = answer;
  if (firstTokenMs === null || totalMs === null || completionTokens === null || completionTokens < 2) return null;
  const seconds = (totalMs - firstTokenMs) / 1000;
  return seconds >= 0.05 ? Math.round((completionTokens - 1) / seconds) : null;
}

/** Who served it, from the answer's headers. */
export function servedBy(headers: Headers): Partial<AnswerTurn> {
  const model = headers.get("x-gateway-model");
  const attempts = Number(headers.get("x-gateway-attempts"));
  return {
    requestId: headers.get("x-request-id"),
    providerId: headers.get("x-gateway-provider"),
    servedModel: model === null ? null : decode(model),
    attempts: Number.isInteger(attempts) && attempts > 0 ? attempts : null,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
