import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject } from "../../openai/fields";
import { toBase64 } from "../../openai/vectors";
import type { TokenCounter, UpstreamCall } from "../adapter";
import { withInlineMedia } from "../foreign/remote-media";
import type { PrepareContext, Target } from "../target";
import { authorised, invoke } from "./call";
import { claudeBody, claudeNative } from "./claude";
import { withInlineSources } from "./claude-media";
import { familyOf } from "./models";
import { hasVersion } from "./openai";
import { converseRequest } from "./request";
import { converseError } from "./response";

// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html: what InvokeModel or Converse would
// be asked, for Claude; other models are refused there, as are inference profiles.

export const bedrockCount: TokenCounter = {
  counts: ({ provider, model }) =>
    familyOf(model) === "claude" && !hasVersion(provider.baseUrl) && provider.options.api !== "openai",

  async prepare(call, target, context): Promise<UpstreamCall> {
    const bare = { ...target, model: target.model.replace(/^[a-z]+\.(?=anthropic\.)/, "") };
    const input = await inputOf(call, bare, context);
    return authorised(invoke(bare, "count-tokens", { input }), target, context);
  },

  read: (answer) => (typeof answer?.inputTokens === "number" ? answer.inputTokens : null),
  error: converseError,
};

/** Anthropic's clients are counted in their own format where they are served in it. */
async function inputOf(call: Call, target: Target, context: PrepareContext): Promise<JsonObject> {
  const { native } = call;
  if (native !== null && claudeNative.speaks(native.format, target.provider, target.model)) {
    const body = await withInlineSources(native.body, target.provider, context);
    const budget = isObject(body.thinking) ? Number(body.thinking.budget_tokens ?? 0) : 0;
    // A limit is asked for where none counts.
    const counted = { ...claudeBody(native, body, target.provider), max_tokens: budget + 1024 };
    return { invokeModel: { body: toBase64(new TextEncoder().encode(JSON.stringify(counted))) } };
  }
  const body = await withInlineMedia(call.body, target.provider, context);
  const { messages, system, toolConfig, additionalModelRequestFields } = converseRequest({ ...call, body }, target);
  return { converse: { messages, system, toolConfig, additionalModelRequestFields } };
}
