import type { ChatSettings, ToolCall } from "./chat-request";
import type { AnswerError } from "./read-answer";

// The conversation as a value: every event of an answer makes a new one.

export interface UserTurn {
  role: "user";
  id: string;
  content: string;
  /** Data URIs. */
  images: string[];
}

/** The result of a tool call, as typed by the person. */
export interface ToolTurn {
  role: "tool";
  id: string;
  callId: string;
  name: string;
  content: string;
}

export interface AnswerTurn {
  role: "assistant";
  id: string;
  content: string;
  state: "waiting" | "streaming" | "done" | "stopped" | "failed";
  reasoning: string;
  toolCalls: ToolCall[];
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

export type Turn = UserTurn | AnswerTurn | ToolTurn;

/** One model with its own settings and its own line of the conversation. */
export interface Column {
  id: string;
  settings: ChatSettings;
  turns: Turn[];
}

export const mostColumns = 3;

export const newAnswer = (id: string, model: string): AnswerTurn => ({
  role: "assistant",
  id,
  content: "",
  state: "waiting",
  reasoning: "",
  toolCalls: [],
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

export const isBusy = (column: Column): boolean => column.turns.some(isRunning);

/** The answer that a column ends with. */
export function lastAnswer(column: Column): AnswerTurn | null {
  const last = column.turns.at(-1);
  return last?.role === "assistant" ? last : null;
}

/** Tokens a second after the first one; null where there was too little to measure. */
export function answerSpeed(answer: AnswerTurn): number | null {
  const { firstTokenMs, totalMs, completionTokens } = answer;
  if (firstTokenMs === null || totalMs === null || completionTokens === null || completionTokens < 2) return null;
  const seconds = (totalMs - firstTokenMs) / 1000;
  return seconds >= 0.05 ? Math.round((completionTokens - 1) / seconds) : null;
}

export type ComparedMetric = "firstToken" | "speed" | "cost";

/** In which metrics `answer` is ahead of the others of its round; nothing where it is the only one, or level with all. */
export function bestMetrics(answer: AnswerTurn, round: AnswerTurn[]): Set<ComparedMetric> {
  const measures: [ComparedMetric, (each: AnswerTurn) => number | null][] = [
    ["firstToken", (each) => each.firstTokenMs],
    ["cost", (each) => each.costMicroUsd],
    ["speed", (each) => negated(answerSpeed(each))],
  ];
  const best = new Set<ComparedMetric>();
  for (const [name, measure] of measures) {
    const own = measure(answer);
    const values = round.map(measure).filter((value) => value !== null);
    if (own !== null && values.length > 1 && own === Math.min(...values) && own !== Math.max(...values)) best.add(name);
  }
  return best;
}

const negated = (value: number | null) => (value === null ? null : -value);

/** Who served it, from the answer's headers. */
export function servedBy(headers: Headers): Partial<AnswerTurn> {
  const named = (header: string) => {
    const text = headers.get(header);
    return text === null ? null : decode(text);
  };
  const attempts = Number(headers.get("x-gateway-attempts"));
  return {
    requestId: headers.get("x-request-id"),
    providerId: named("x-gateway-provider"),
    servedModel: named("x-gateway-model"),
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
