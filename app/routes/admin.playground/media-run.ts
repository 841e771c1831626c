import * as z from "zod/mini";
import { servedBy } from "./conversation";
import { fetchCost } from "./fetch-cost";
import type { AnswerError } from "./read-answer";

// One request of a mode whose answer comes whole, through the public API as any client would send it.

export interface Run<Result> {
  state: "running" | "done" | "stopped" | "failed";
  /** What was asked for; what served stands in `servedModel`. */
  model: string;
  servedModel: string | null;
  providerId: string | null;
  attempts: number | null;
  requestId: string | null;
  totalMs: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  costMicroUsd: number | null;
  error: AnswerError | null;
  result: Result | null;
}

export const newRun = (model: string): Run<never> => ({
  state: "running",
  model,
  servedModel: null,
  providerId: null,
  attempts: null,
  requestId: null,
  totalMs: null,
  promptTokens: null,
  completionTokens: null,
  costMicroUsd: null,
  error: null,
  result: null,
});

interface MediaCall<Result> {
  key: string;
  /** Under /v1. */
  path: string;
  /** Sent as JSON, or as a form where it is one. */
  body: Record<string, unknown> | FormData;
  signal: AbortSignal;
  /** Throws where the answer is not what the API promises. */
  read: (json: unknown) => Result;
  update: (change: Partial<Run<Result>>) => void;
}

const failureSchema = z.object({
  error: z.object({ message: z.string(), code: z.nullish(z.union([z.string(), z.number()])) }),
});

/** Tells `update` what comes back, until the answer is there and its cost is known; never rejects. */
export async function runMedia<Result>({ key, path, body, signal, read, update }: MediaCall<Result>): Promise<void> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  let requestId: string | null = null;
  const fail = (error: AnswerError) => update({ state: "failed", totalMs: elapsed(), error });
  try {
    const isForm = body instanceof FormData;
    const response = await fetch(`/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, ...(isForm ? {} : { "content-type": "application/json" }) },
      body: isForm ? body : JSON.stringify(body),
      signal,
    });
    const { requestId: id = null, providerId = null, servedModel = null, attempts = null } = servedBy(response.headers);
    requestId = id;
    update({ requestId, providerId, servedModel, attempts });
    const text = await response.text();
    if (response.ok) update({ result: read(JSON.parse(text)), state: "done", totalMs: elapsed() });
    else fail(failureOf(response.status, text));
  } catch (error) {
    if (signal.aborted) update({ state: "stopped", totalMs: elapsed() });
    else fail({ status: 0, code: "network", message: error instanceof Error ? error.message : String(error) });
  }
  if (requestId !== null) {
    const cost = await fetchCost(requestId);
    if (cost) update(cost);
  }
}

export function failureOf(status: number, text: string): AnswerError {
  try {
    const { error } = z.parse(failureSchema, JSON.parse(text));
    return { status, code: String(error.code ?? ""), message: error.message };
  } catch {
    return { status, code: "", message: text.slice(0, 500) };
  }
}
