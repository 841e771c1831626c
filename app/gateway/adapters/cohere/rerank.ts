import { jsonAnswer, type MediaAdapter } from "../../media/media";
import { rerankAnswer, rerankTexts, rerankUsage } from "../../media/rerank";
import type { Endpoint } from "../target";
import { cohereError } from "./response";

// https://docs.cohere.com/reference/rerank: documents are texts, and come back by index only.

export const cohereMedia = (headers: (target: Endpoint) => Record<string, string>): MediaAdapter => ({
  operations: new Set(["rerank"]),
  error: cohereError,
  async run(call, target, upstream) {
    const { query, top_n, max_tokens_per_doc, priority } = call.body;
    const answer = await upstream.json(`${target.provider.baseUrl}/rerank`, {
      method: "POST",
      headers: headers(target),
      body: JSON.stringify({
        model: target.model,
        query,
        documents: rerankTexts(call),
        top_n,
        max_tokens_per_doc,
        priority,
      }),
    });
    return jsonAnswer(rerankAnswer(call, target.model, answer), { usage: rerankUsage(answer), model: target.model });
  },
});
