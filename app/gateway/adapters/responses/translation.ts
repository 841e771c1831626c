import type { Translation } from "../translation";
import { responsesAnswer, responsesError } from "./response";
import { ResponsesStream } from "./stream";

export const responsesTranslation: Translation = {
  whole: responsesAnswer,
  error: responsesError,
  stream: () => new ResponsesStream(),
};
