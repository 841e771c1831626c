import type { Translation } from "../translation";
import { geminiAnswer, geminiError } from "./response";
import { GeminiStream } from "./stream";

export const geminiTranslation: Translation = {
  whole: geminiAnswer,
  error: geminiError,
  stream: (call) => new GeminiStream(call),
};
