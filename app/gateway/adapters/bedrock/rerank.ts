import { jsonAnswer, type MediaAnswer, type MediaCall } from "../../media/media";
import { rerankAnswer, rerankTexts, rerankUsage } from "../../media/rerank";
import type { JsonObject } from "../../openai/fields";
import type { Target } from "../target";

// Cohere's and Amazon's rerankers over InvokeModel; the Rerank operation of bedrock-agent-runtime takes access keys only.
// Both take and answer with Cohere's fields: https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html

export async function rerank(
  call: MediaCall,
  target: Target,
  invoke: (body: JsonObject) => Promise<JsonObject>,
): Promise<MediaAnswer> {
  const { query, top_n, max_tokens_per_doc } = call.body;
  const documents = rerankTexts(call);
  // Cohere's asks which version of its API is meant; Amazon's refuses what it does not know.
  const own = /cohere\./.test(target.model) ? { api_version: 2, max_tokens_per_doc } : {};
  const answer = await invoke({ query, documents, top_n, ...own });
  return jsonAnswer(rerankAnswer(call, target.model, answer), { usage: rerankUsage(answer), model: target.model });
}
