import type { JsonObject } from "../../openai/fields";
import type { TokenCounter } from "../adapter";
import { atCloud } from "../anthropic/at-cloud";
import { countedFields } from "../anthropic/count-tokens";
import { withFetchedMedia } from "../gemini/media";
import { generateRequest } from "../gemini/request";
import { geminiError } from "../gemini/response";
import { authorised, bareName, isClaude, openApi, publisherCall, withRoles } from "./call";

// Google's models: https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/count-tokens
// Claude: https://cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/count-tokens

const counted = [
  "contents",
  "systemInstruction",
  "system_instruction",
  "tools",
  "generationConfig",
  "generation_config",
];

export const vertexCount: TokenCounter = {
  counts: ({ provider, model }) =>
    isClaude(model) || (/^(?:google\/)?gemini/.test(model) && !provider.baseUrl.endsWith(openApi)),

  async prepare(call, target, context) {
    const model = bareName(target.model);
    if (isClaude(target.model)) {
      const body = { ...atCloud(countedFields(call, { ...target, model }), new Set()), model };
      const asked = { ...target, model: "count-tokens" };
      return authorised(publisherCall(asked, "anthropic", "rawPredict", body, undefined), target, context);
    }
    const request: JsonObject =
      call.native?.format === "gemini"
        ? withRoles(call.native.body)
        : generateRequest(
            { ...call, body: await withFetchedMedia(call.body, target.provider, context) },
            { ...target, model },
          );
    const body = Object.fromEntries(Object.entries(request).filter(([name]) => counted.includes(name)));
    return authorised(publisherCall(target, "google", "countTokens", body, undefined), target, context);
  },

  /** Claude's `input_tokens`, Google's `totalTokens`. */
  read(answer) {
    const tokens = answer?.input_tokens ?? answer?.totalTokens;
    return typeof tokens === "number" ? tokens : null;
  },
  error: geminiError,
};
