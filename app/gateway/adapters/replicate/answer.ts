import type { Call } from "../../dialects/dialect";
import { isObject, type JsonObject, parseObject } from "../../openai/fields";
import { answerHead, choice, chunk, completion, count, errorAnswer, usageChunk } from "../foreign/answer";
import type { StreamTranslator, Translation } from "../translation";
import { replicateError } from "./media";

// https://replicate.com/docs/reference/http#predictions.get and https://replicate.com/docs/topics/predictions/streaming

/** A text, or the pieces of one. */
const outputText = (output: unknown): string =>
  Array.isArray(output) ? output.map((piece) => String(piece ?? "")).join("") : String(output ?? "");

/** Models without a count of their own have none of these. */
function usageOf(metrics: unknown): JsonObject | null {
  if (!isObject(metrics)) return null;
  const { input_token_count: input, output_token_count: output } = metrics;
  if (typeof input !== "number" && typeof output !== "number") return null;
  const prompt_tokens = count(input);
  const completion_tokens = count(output);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function failed({ status, error }: JsonObject): JsonObject | null {
  if (status !== "failed" && status !== "canceled" && status !== "aborted") return null;
  return problem(typeof error === "string" && error !== "" ? error : `the prediction was ${status}`);
}

function problem(message: string): JsonObject {
  const byCaller = /nsfw|sensitive|flagged|safety|moderat|invalid|validation/i.test(message);
  return byCaller
    ? errorAnswer({ message, type: "invalid_request_error", code: "invalid_request_error" })
    : errorAnswer({ message, type: "server_error", code: "prediction_failed" });
}

function wholeAnswer(call: Call, text: string): JsonObject {
  const prediction = parseObject(text);
  if (prediction === null || typeof prediction.id !== "string") throw new Error("not a prediction");
  const broken = failed(prediction);
  if (broken !== null) return broken;
  const head = answerHead(prediction.id, prediction.model ?? call.model);
  return completion(head, [choice(0, { content: outputText(prediction.output) }, "stop")], usageOf(prediction.metrics));
}

class PredictionStream implements StreamTranslator {
  /** What was used follows the end: the stream is over when it closes. */
  readonly done = false;
  readonly #head;

  constructor(call: Call) {
    this.#head = answerHead(null, call.model);
  }

  event(name: string | null, data: string): JsonObject[] {
    switch (name) {
      case "output":
        return data === "" ? [] : [chunk(this.#head, { content: data })];
      case "error":
        return [problem(String(parseObject(data)?.detail ?? data).slice(0, 500) || "the prediction failed")];
      case "done": {
        const reason = parseObject(data)?.reason;
        return typeof reason === "string" ? [problem(`the prediction ended: ${reason}`)] : this.#end(null);
      }
      case "metrics":
        return this.#usage(parseObject(data));
      case "prediction": {
        const prediction = parseObject(data) ?? {};
        const broken = failed(prediction);
        if (broken !== null) return [broken];
        return [chunk(this.#head, { content: outputText(prediction.output) }), ...this.#end(prediction.metrics)];
      }
      default:
        return [];
    }
  }

  #end(metrics: unknown): JsonObject[] {
    return [chunk(this.#head, {}, "stop"), ...this.#usage(metrics)];
  }

  #usage(metrics: unknown): JsonObject[] {
    const usage = usageOf(metrics);
    return usage === null ? [] : [usageChunk(this.#head, usage)];
  }
}

export const replicateTranslation: Translation = {
  whole: wholeAnswer,
  error: replicateError,
  stream: (call) => new PredictionStream(call),
};
