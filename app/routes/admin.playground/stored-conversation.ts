import * as z from "zod/mini";
import { answerFormats, type ChatSettings, defaultSettings } from "./chat-request";
import { type Column, mostColumns, newAnswer, type Turn } from "./conversation";

// Drafts and conversation stay in this browser: what cannot be read there is left out, and nothing breaks.

const storageKey = "gateway-playground";
const numberOrNull = z.nullable(z.number());

const settingsSchema = z.object({
  model: z.string(),
  system: z.string(),
  temperature: numberOrNull,
  topP: numberOrNull,
  maxTokens: numberOrNull,
  stream: z.boolean(),
  format: z.enum(answerFormats),
  schema: z.string(),
  tools: z.string(),
  failover: z.boolean(),
  skipCache: z._default(z.boolean(), true),
});

const images = z.array(z.string());
const userSchema = z.object({ role: z.literal("user"), id: z.string(), content: z.string(), images });
const toolSchema = z.object({
  role: z.literal("tool"),
  id: z.string(),
  callId: z.string(),
  name: z.string(),
  content: z.string(),
});
const answerSchema = z.looseObject({
  role: z.literal("assistant"),
  id: z.string(),
  content: z.string(),
  model: z.string(),
  state: z.enum(["waiting", "streaming", "done", "stopped", "failed"]),
  toolCalls: z.array(z.object({ id: z.string(), name: z.string(), arguments: z.string() })),
});
const turnSchema = z.union([userSchema, toolSchema, answerSchema]);

const storedSchema = z.object({
  columns: z
    .array(z.object({ id: z.string(), settings: settingsSchema, turns: z.array(turnSchema) }))
    .check(z.minLength(1), z.maxLength(mostColumns)),
  draft: z.string(),
  images,
});

export interface StoredConversation {
  columns: Column[];
  draft: string;
  /** Pictures of the draft, as data URIs. */
  images: string[];
}

export const newColumn = (id: string, settings: ChatSettings = defaultSettings): Column => ({
  id,
  settings,
  turns: [],
});

export const emptyConversation: StoredConversation = { columns: [newColumn("first")], draft: "", images: [] };

export function parseConversation(text: string | null): StoredConversation {
  if (text === null) return emptyConversation;
  try {
    const { success, data } = z.safeParse(storedSchema, JSON.parse(text));
    if (!success) return emptyConversation;
    return { ...data, columns: data.columns.map((column) => ({ ...column, turns: column.turns.map(readTurn) })) };
  } catch {
    return emptyConversation;
  }
}

/** An answer that was still running when the page was left has stopped. */
function readTurn(turn: z.infer<typeof turnSchema>): Turn {
  if (turn.role !== "assistant") return turn;
  const running = turn.state === "waiting" || turn.state === "streaming";
  return { ...newAnswer(turn.id, turn.model), ...turn, state: running ? "stopped" : turn.state };
}

export function readConversation(): StoredConversation {
  try {
    return parseConversation(localStorage.getItem(storageKey));
  } catch {
    return emptyConversation;
  }
}

export function writeConversation(conversation: StoredConversation): void {
  // Pictures may be more than a browser keeps: then the words alone stay.
  for (const kept of [conversation, withoutImages(conversation)]) {
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
      return;
    } catch {
      // Full or forbidden: without pictures, or as long as the page lives.
    }
  }
}

const withoutImages = ({ columns, draft }: StoredConversation): StoredConversation => ({
  columns: columns.map((column) => ({
    ...column,
    turns: column.turns.map((turn) => (turn.role === "user" ? { ...turn, images: [] } : turn)),
  })),
  draft,
  images: [],
});
