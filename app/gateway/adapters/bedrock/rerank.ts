import { jsonAnswer, type MediaAdapter } from "../../media/media";
import { rerankAnswer, rerankTexts, rerankUsage } from "../../media/rerank";
import { signedHeaders } from "../../upstream-request";
import { authorised, invoke } from "./call";
import { converseError } from "./response";

// Cohere's and Amazon's rerankers over InvokeModel, which a Bedrock API key may call too; the Rerank operation of
// bedrock-agent-runtime takes access keys only. Both take and answer with Cohere's fields:
// https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html

export const bedrockMedia: MediaAdapter = {
  operations: new Set(["rerank"]),
  error: converseError,
  async run(call, target, upstream) {
    const { query, top_n, max_tokens_per_doc } = call.body;
    const documents = rerankTexts(call);
    // Cohere's asks which version of its API is meant; Amazon's refuses what it does not know.
    const own = /cohere\./.test(target.model) ? { api_version: 2, max_tokens_per_doc } : {};
    const request = invoke(target, "invoke", { query, documents, top_n, ...own });
    const sent = authorised(request, target, upstream.context);
    const answer = await upstream.json(sent.url, {
      method: sent.method,
      headers: await signedHeaders(sent),
      body: request.body as string,
    });
    return jsonAnswer(rerankAnswer(call, target.model, answer), { usage: rerankUsage(answer), model: target.model });
  },
};
