import type { Exchange } from "../exchange";
import type { JsonObject } from "../openai/fields";
import { writeUsage } from "../openai/usage";
import { type AnswerKeeper, isFinished } from "./kept-answer";

/**
 * Keeps a good answer for later requests: at once for those that come here, in deferred work for those elsewhere. `body` is
 * null for embeddings, which are not parsed; `text` is the answer as JSON, null where that has to be made of `body`.
 */
export function keepAnswer(
  { gateway, record, defer }: Pick<Exchange, "gateway" | "record" | "defer">,
  keeper: AnswerKeeper,
  body: JsonObject | null,
  text: string | null,
): void {
  const { served, usage, upstreamModel, costMicroUsd } = record;
  const finished = record.call?.operation === "embeddings" || (body !== null && isFinished(body));
  if (served === null || !finished) return;
  const lacksUsage = body !== null && body.usage === undefined;
  const whole = lacksUsage || text === null ? JSON.stringify({ ...body, usage: writeUsage(usage) }) : text;
  const { providerId, model } = served;
  const kept = keeper.remember({ text: whole, usage, providerId, model, upstreamModel, costMicroUsd });
  gateway.save("An answer for the cache", () => keeper.save(kept), defer);
}
