import type { ChatSettings } from "./chat-request";
import { newAnswer, type Turn } from "./conversation";
import type { ReplayedChat } from "./replayed-chat";
import { newColumn, type StoredConversation } from "./stored-conversation";

/**
 * A request of the log as a conversation: its last question stands in the draft, ready to be sent. One that ends with the
 * results of tools ends here with an answer that was not asked for yet, which "Run again" asks for.
 */
export function restored(settings: ChatSettings, { turns }: ReplayedChat): StoredConversation {
  const last = turns.at(-1);
  const question = last?.role === "user" ? last : null;
  const shown = (question === null ? turns : turns.slice(0, -1)).map((turn): Turn => {
    const id = crypto.randomUUID();
    if (turn.role !== "assistant") return { ...turn, id };
    return { ...newAnswer(id, settings.model), ...turn, state: "done" };
  });
  if (last?.role === "tool") shown.push({ ...newAnswer(crypto.randomUUID(), settings.model), state: "stopped" });
  return {
    columns: [{ ...newColumn("first", settings), turns: shown }],
    draft: question?.content ?? "",
    images: question?.images ?? [],
  };
}
