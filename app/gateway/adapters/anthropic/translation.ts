import type { Translation } from "../translation";
import { messagesAnswer, messagesError } from "./response";
import { MessagesStream } from "./stream";

export const messagesTranslation: Translation = {
  whole: messagesAnswer,
  error: messagesError,
  stream: (call) => new MessagesStream(call),
};
