import type { Call } from "../../dialects/dialect";
import type { UpstreamCall } from "../adapter";
import { openAiHeaders } from "../openai-quirks";
import type { Target } from "../target";
import { responsesRequest } from "./request";
import { responsesTranslation } from "./translation";

/** A chat call to an upstream of OpenAI's kind, over /responses. */
export const responsesCall = (call: Call, target: Target): UpstreamCall => ({
  method: "POST",
  url: `${target.provider.baseUrl}/responses`,
  headers: openAiHeaders(target, call.stream),
  body: JSON.stringify(responsesRequest(call, target.model)),
  translation: responsesTranslation,
});
