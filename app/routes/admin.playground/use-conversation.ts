import { useCallback, useEffect, useRef, useState } from "react";
import { type ChatSettings, chatRequest } from "./chat-request";
import { type AnswerTurn, isRunning, newAnswer, servedBy, type Turn } from "./conversation";
import { fetchCost } from "./fetch-cost";
import { readAnswer } from "./read-answer";
import { emptyConversation, readConversation, writeConversation } from "./stored-conversation";

export interface Conversation {
  settings: ChatSettings;
  change: (settings: Partial<ChatSettings>) => void;
  turns: Turn[];
  draft: string;
  setDraft: (draft: string) => void;
  running: boolean;
  /** False until what the browser keeps has been read. */
  ready: boolean;
  send: () => void;
  /** The last question once more. */
  again: () => void;
  stop: () => void;
  clear: () => void;
}

/** One conversation with the public API, as any client would have it. */
export function useConversation(key: string): Conversation {
  const [{ settings, turns, draft }, setState] = useState(emptyConversation);
  const [ready, setReady] = useState(false);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => {
    setState(readConversation());
    setReady(true);
    return () => abort.current?.abort();
  }, []);
  useEffect(() => {
    if (!ready) return;
    // A long answer comes in hundreds of pieces: it is written down when it rests, or when the page is left before that.
    const write = () => writeConversation({ settings, turns, draft });
    const timer = setTimeout(write, 300);
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", write);
    };
  }, [ready, settings, turns, draft]);

  const update = useCallback((id: string, change: (answer: AnswerTurn) => Partial<AnswerTurn>) => {
    setState((before) => ({
      ...before,
      turns: before.turns.map((turn) =>
        turn.id === id && turn.role === "assistant" ? { ...turn, ...change(turn) } : turn,
      ),
    }));
  }, []);

  const ask = useCallback(
    async (history: Turn[]) => {
      const answer = newAnswer(crypto.randomUUID(), settings.model);
      setState((before) => ({ ...before, turns: [...history, answer], draft: "" }));
      const controller = new AbortController();
      abort.current = controller;
      await run({ key, body: chatRequest(settings, history), id: answer.id, signal: controller.signal, update });
    },
    [key, settings, update],
  );

  const running = turns.some(isRunning);
  return {
    settings,
    change: (changes) => setState((before) => ({ ...before, settings: { ...before.settings, ...changes } })),
    turns,
    draft,
    setDraft: (text) => setState((before) => ({ ...before, draft: text })),
    running,
    ready,
    send: () => {
      const content = draft.trim();
      if (content === "" || running || settings.model === "") return;
      void ask([...turns, { role: "user", id: crypto.randomUUID(), content }]);
    },
    again: () => {
      const last = turns.findLastIndex((turn) => turn.role === "user");
      if (last >= 0 && !running) void ask(turns.slice(0, last + 1));
    },
    stop: () => abort.current?.abort(),
    clear: () => {
      abort.current?.abort();
      setState((before) => ({ ...before, turns: [], draft: "" }));
    },
  };
}

interface Run {
  key: string;
  body: Record<string, unknown>;
  id: string;
  signal: AbortSignal;
  update: (id: string, change: (answer: AnswerTurn) => Partial<AnswerTurn>) => void;
}

async function run({ key, body, id, signal, update }: Run): Promise<void> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  let requestId: string | null = null;
  try {
    const response = await fetch("/v1/chat/completions", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
    const served = servedBy(response.headers);
    requestId = served.requestId ?? null;
    update(id, () => served);
    for await (const event of readAnswer(response)) {
      if (event.type === "text") {
        const at = elapsed();
        update(id, (answer) => ({
          state: "streaming",
          content: answer.content + event.text,
          firstTokenMs: answer.firstTokenMs ?? (body.stream ? at : null),
        }));
      } else if (event.type === "reasoning") {
        const at = elapsed();
        update(id, (answer) => ({
          state: "streaming",
          reasoning: answer.reasoning + event.text,
          firstTokenMs: answer.firstTokenMs ?? (body.stream ? at : null),
        }));
      } else if (event.type === "usage") {
        update(id, () => ({ promptTokens: event.promptTokens, completionTokens: event.completionTokens }));
      } else {
        update(id, () => ({ state: "failed", error: event.error }));
      }
    }
    update(id, (answer) => ({ totalMs: elapsed(), state: answer.state === "failed" ? "failed" : "done" }));
  } catch (error) {
    if (signal.aborted) update(id, () => ({ totalMs: elapsed(), state: "stopped" }));
    else {
      const message = error instanceof Error ? error.message : String(error);
      update(id, () => ({ totalMs: elapsed(), state: "failed", error: { status: 0, code: "network", message } }));
    }
  }
  if (requestId !== null) {
    const cost = await fetchCost(requestId);
    if (cost) update(id, () => cost);
  }
}
