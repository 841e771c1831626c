import { useEffect, useRef, useState } from "react";
import { type ChatSettings, chatRequest, defaultSettings, settingsProblem } from "./chat-request";
import { abortColumns, changedColumn, changedSettings } from "./columns";
import { type AnswerTurn, type Column, isBusy, mostColumns, newAnswer, type Turn } from "./conversation";
import type { ReplayedChat } from "./replayed-chat";
import { restored } from "./restored";
import { runRequest } from "./run-request";
import {
  emptyConversation,
  newColumn,
  readConversation,
  type StoredConversation,
  writeConversation,
} from "./stored-conversation";

export interface Conversation {
  columns: Column[];
  /** In one column, or in all of them with null. */
  change: (columnId: string | null, settings: Partial<ChatSettings>) => void;
  addColumn: (model: string) => void;
  removeColumn: (columnId: string) => void;
  draft: string;
  setDraft: (draft: string) => void;
  images: string[];
  setImages: (change: (images: string[]) => string[]) => void;
  running: boolean;
  /** False until what the browser keeps has been read. */
  ready: boolean;
  /** To every column but those of `skipped`. */
  send: (skipped: string[]) => void;
  /** The last question of a column once more. */
  again: (columnId: string) => void;
  /** The results of the calls that a column ends with, by call id; the model goes on from there. */
  answerCalls: (columnId: string, results: Record<string, string>) => void;
  /** One column, or all with null. */
  stop: (columnId: string | null) => void;
  clear: () => void;
  /** One column with what a request of the log had; its last question becomes the draft. */
  restore: (settings: Partial<ChatSettings>, chat: ReplayedChat) => void;
}

/** One conversation with the public API, as any client would have it, in up to three columns. */
export function useConversation(key: string): Conversation {
  const [state, setState] = useState(emptyConversation);
  const { columns, draft, images } = state;
  const [ready, setReady] = useState(false);
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    setState(readConversation());
    setReady(true);
    const controllers = running.current;
    return () => abortColumns(controllers, null);
  }, []);
  useStored(ready, state);

  const changeColumn = (columnId: string, change: (column: Column) => Partial<Column>) =>
    setState((before) => ({ ...before, columns: changedColumn(before.columns, columnId, change) }));

  const ask = (column: Column, history: Turn[]) => {
    const answer = newAnswer(crypto.randomUUID(), column.settings.model);
    changeColumn(column.id, () => ({ turns: [...history, answer] }));
    const controller = new AbortController();
    running.current.set(column.id, controller);
    void runRequest({
      key,
      body: chatRequest(column.settings, history),
      skipCache: column.settings.skipCache,
      signal: controller.signal,
      update: (change) => changeColumn(column.id, ({ turns }) => ({ turns: changedAnswer(turns, answer.id, change) })),
    });
  };
  const stop = (columnId: string | null) => abortColumns(running.current, columnId);
  const find = (columnId: string) => columns.find((column) => column.id === columnId);

  return {
    columns,
    draft,
    images,
    ready,
    stop,
    running: columns.some(isBusy),
    change: (columnId, changes) =>
      setState((before) => ({ ...before, columns: changedSettings(before.columns, columnId, changes) })),
    addColumn: (model) =>
      setState((before) => {
        if (before.columns.length >= mostColumns) return before;
        const settings = { ...(before.columns.at(-1)?.settings ?? defaultSettings), model };
        return { ...before, columns: [...before.columns, newColumn(crypto.randomUUID(), settings)] };
      }),
    removeColumn: (columnId) => {
      stop(columnId);
      setState((before) => ({ ...before, columns: before.columns.filter((column) => column.id !== columnId) }));
    },
    setDraft: (text) => setState((before) => ({ ...before, draft: text })),
    setImages: (change) => setState((before) => ({ ...before, images: change(before.images) })),
    send: (skipped) => {
      const content = draft.trim();
      const asked = columns.filter(({ id, settings }) => !skipped.includes(id) && canAsk(settings));
      if ((content === "" && images.length === 0) || columns.some(isBusy) || asked.length === 0) return;
      for (const column of asked) {
        ask(column, [...column.turns, { role: "user", id: crypto.randomUUID(), content, images }]);
      }
      setState((before) => ({ ...before, draft: "", images: [] }));
    },
    again: (columnId) => {
      const column = find(columnId);
      // After a tool's result the last question is that result.
      const last = column?.turns.findLastIndex((turn) => turn.role !== "assistant") ?? -1;
      if (column && last >= 0 && !isBusy(column) && canAsk(column.settings))
        ask(column, column.turns.slice(0, last + 1));
    },
    answerCalls: (columnId, results) => {
      const column = find(columnId);
      const calls = column?.turns.at(-1);
      if (!column || calls?.role !== "assistant" || isBusy(column)) return;
      const answers = calls.toolCalls.map(({ id, name }): Turn => {
        return { role: "tool", id: crypto.randomUUID(), callId: id, name, content: results[id] ?? "" };
      });
      ask(column, [...column.turns, ...answers]);
    },
    restore: (settings, chat) => {
      stop(null);
      setState(restored({ ...defaultSettings, ...settings }, chat));
    },
    clear: () => {
      stop(null);
      setState((before) => ({
        columns: before.columns.map((column) => ({ ...column, turns: [] })),
        draft: "",
        images: [],
      }));
    },
  };
}

export const canAsk = (settings: ChatSettings): boolean => settings.model !== "" && settingsProblem(settings) === null;

function changedAnswer(turns: Turn[], id: string, change: (answer: AnswerTurn) => Partial<AnswerTurn>): Turn[] {
  return turns.map((turn) => (turn.id === id && turn.role === "assistant" ? { ...turn, ...change(turn) } : turn));
}

function useStored(ready: boolean, conversation: StoredConversation): void {
  useEffect(() => {
    if (!ready) return;
    // A long answer comes in hundreds of pieces: it is written down when it rests, or when the page is left before that.
    const write = () => writeConversation(conversation);
    const timer = setTimeout(write, 300);
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", write);
    };
  }, [ready, conversation]);
}
