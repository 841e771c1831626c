import type { Call } from "../../dialects/dialect";
import type { JsonObject } from "../../openai/fields";
import type { Target } from "../target";
import { messagesRequest } from "./request";

/** Fields of a message that its token count does not take. */
const uncounted = [
  "max_tokens",
  "stream",
  "stop_sequences",
  "temperature",
  "top_p",
  "top_k",
  "metadata",
  "service_tier",
  "container",
  "inference_geo",
];

/** The body of a request for a count: the client's own where it speaks this format. */
export function countedFields(call: Call, target: Target): JsonObject {
  const native = call.native?.format === "anthropic" ? call.native.body : messagesRequest(call, target);
  const counted = Object.entries(native).filter(([name]) => !uncounted.includes(name));
  return { ...Object.fromEntries(counted), model: target.model };
}
