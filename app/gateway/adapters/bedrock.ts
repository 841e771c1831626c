import type { Operation } from "../dialects/dialect";
import type { Adapter } from "./adapter";
import { openAiBehind } from "./foreign/openai-behind";
import { openAiCompatible } from "./openai-compatible";

// Amazon Bedrock over its OpenAI-compatible endpoint with a Bedrock API key:
// https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html

export const bedrock: Adapter = {
  id: "bedrock",
  operations: new Set<Operation>(["chat"]),
  prepare: (call, target) => openAiCompatible.prepare(call, { ...target, provider: behind(target.provider) }),
  listModels: (target) => openAiCompatible.listModels({ ...target, provider: behind(target.provider) }),
  readModels: (answer) => openAiCompatible.readModels(answer),
};

const behind = openAiBehind(({ baseUrl }) => ({
  // A base URL with a path of its own (`.../openai/v1`, bedrock-mantle's `/v1`) is taken as it is.
  baseUrl: new URL(baseUrl).pathname === "/" ? `${baseUrl.replace(/\/$/, "")}/openai/v1` : baseUrl,
  quirks: { store: false },
}));
