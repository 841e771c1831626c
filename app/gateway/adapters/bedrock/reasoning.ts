import { isObject, type JsonObject } from "../../openai/fields";
import { signatureFormat } from "../anthropic/thinking";

/** Marks the reasoning of models other than Claude, whose signatures only Bedrock understands. */
const converseFormat = "bedrock-converse-v1";

/** Claude's signatures are the same at Anthropic, Bedrock and Vertex: a conversation may go on at either. */
const formatOf = (isClaude: boolean): string => (isClaude ? signatureFormat : converseFormat);

export const signedReasoning = (model: string, index: number, text: string, signature: string): JsonObject => ({
  type: "reasoning.text",
  text,
  signature,
  format: formatOf(/claude/.test(model)),
  index,
});

export const hiddenReasoning = (model: string, index: number, data: unknown): JsonObject => ({
  type: "reasoning.encrypted",
  data,
  format: formatOf(/claude/.test(model)),
  index,
});

/**
 * Signed reasoning that the client sends back; unsigned text and other vendors' signatures would be refused. What does not say
 * whose it is is Claude's, as Anthropic's clients send it.
 */
export function reasoningBlocks(message: JsonObject, isClaude: boolean): JsonObject[] {
  if (!Array.isArray(message.reasoning_details)) return [];
  return message.reasoning_details.flatMap((detail): JsonObject[] => {
    if (!isObject(detail)) return [];
    const { type, format, text, signature, data } = detail;
    if ((typeof format === "string" ? format : signatureFormat) !== formatOf(isClaude)) return [];
    if (type === "reasoning.text" && typeof signature === "string" && signature !== "")
      return [{ reasoningContent: { reasoningText: { text: text ?? "", signature } } }];
    if (type === "reasoning.encrypted" && typeof data === "string")
      return [{ reasoningContent: { redactedContent: data } }];
    return [];
  });
}
