import { signedHeaders } from "../../attempt/upstream-request";
import type { MediaAdapter } from "../../media/media";
import { authorised, invoke } from "./call";
import { bedrockImages } from "./images";
import { rerank } from "./rerank";
import { converseError } from "./response";

/** What goes over InvokeModel beside text; a Bedrock API key may call it, too. */
export const bedrockMedia: MediaAdapter = {
  operations: new Set(["images", "image_edits", "rerank"]),
  error: converseError,
  run(call, target, upstream) {
    const ask = async (body: Parameters<typeof invoke>[2]) => {
      const request = invoke(target, "invoke", body);
      const sent = authorised(request, target, upstream.context);
      return upstream.json(sent.url, {
        method: sent.method,
        headers: await signedHeaders(sent),
        body: request.body as string,
      });
    };
    return call.operation === "rerank" ? rerank(call, target, ask) : bedrockImages(call, target, upstream, ask);
  },
};
