import * as z from "zod/mini";
import { type ChatSettings, defaultSettings } from "./chat-request";
import { newAnswer, type Turn } from "./conversation";

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
  json: z.boolean(),
  failover: z.boolean(),
});

const userSchema = z.object({ role: z.literal("user"), id: z.string(), content: z.string() });
const answerSchema = z.looseObject({
  role: z.literal("assistant"),
  id: z.string(),
  content: z.string(),
  model: z.string(),
  state: z.enum(["waiting", "streaming", "done", "stopped", "failed"]),
});

const storedSchema = z.object({
  settings: settingsSchema,
  turns: z.array(z.union([userSchema, answerSchema])),
  draft: z.string(),
});

export interface StoredConversation {
  settings: ChatSettings;
  turns: Turn[];
  draft: string;
}

export const emptyConversation: StoredConversation = { settings: defaultSettings, turns: [], draft: "" };

export function parseConversation(text: string | null): StoredConversation {
  if (text === null) return emptyConversation;
  try {
    const { success, data } = z.safeParse(storedSchema, JSON.parse(text));
    if (!success) return emptyConversation;
    return { ...data, turns: data.turns.map(readTurn) };
  } catch {
    return emptyConversation;
  }
}

/** An answer that was still running when the page was left has stopped. */
function readTurn(turn: z.infer<typeof userSchema> | z.infer<typeof answerSchema>): Turn {
  if (turn.role === "user") return turn;
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
  try {
    localStorage.setItem(storageKey, JSON.stringify(conversation));
  } catch {
    // Full or forbidden: the conversation then lives as long as the page.
  }
}
