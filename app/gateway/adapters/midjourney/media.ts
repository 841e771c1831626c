import { badRequest } from "../../errors";
import { failure, UpstreamFailure } from "../../failures/failure";
import { dataUri, imageInputs, imagesAnswer, type MadeImage, readSize, refuseUnusual } from "../../media/images";
import type { MediaAdapter, MediaCall, UpstreamPort } from "../../media/media";
import { badAnswer, jobFailed } from "../../media/upstream";
import { isObject, type JsonObject } from "../../openai/fields";
import { keyHeaders } from "../foreign/media-only";

// A task is submitted and asked for: https://github.com/novicezk/midjourney-proxy/blob/main/docs/api.md

export const midjourneyAuth = (secret: string) => ({ "mj-api-secret": secret });

export const midjourneyMedia: MediaAdapter = {
  operations: new Set(["images", "image_edits"]),
  async run(call, target, upstream) {
    refuseUnusual(call, "Midjourney", { urls: true });
    const { n } = call.body;
    if (typeof n === "number" && n > 4)
      throw badRequest("'n' of Midjourney is up to 4: its grid has four images.", "n");
    const images = call.operation === "image_edits" ? await imageInputs(call, upstream, "image") : [];
    const headers = keyHeaders(target, midjourneyAuth);
    const submitted = await upstream.json(`${target.provider.baseUrl}/mj/submit/imagine`, {
      method: "POST",
      headers,
      body: JSON.stringify({
        prompt: promptOf(call),
        ...(images.length === 0 ? {} : { base64Array: images.map(dataUri) }),
      }),
    });
    const id = taskId(submitted);
    const { "content-type": _, ...reading } = headers;
    const url = `${target.provider.baseUrl}/mj/task/${encodeURIComponent(id)}`;
    const made = await upstream.job({ url: `${url}/cancel`, headers: reading }, () => finished(upstream, url, reading));
    return imagesAnswer(call, typeof n === "number" ? made.slice(0, n) : made, upstream, { model: target.model });
  },
};

async function finished(upstream: UpstreamPort, url: string, headers: Record<string, string>): Promise<MadeImage[]> {
  for (let waitMs = 1_000; ; waitMs = Math.min(waitMs * 1.5, 5_000)) {
    await upstream.sleep(waitMs);
    const task = await upstream.json(`${url}/fetch`, { headers });
    if (task.status === "FAILURE" || task.status === "CANCEL") {
      const message = String(task.failReason ?? "the task failed");
      throw jobFailed(message, /banned|prompt|invalid|parameter|moderat|sensitive/i.test(message));
    }
    if (task.status === "SUCCESS") return outputsOf(task);
  }
}

/** A size becomes `--ar`, where the prompt does not say one itself. */
function promptOf({ body }: MediaCall): string {
  const prompt = String(body.prompt);
  const size = readSize(body.size);
  if (size === null || /\s--(?:ar|aspect)\s/.test(`${prompt} `)) return prompt;
  const divisor = greatestCommonDivisor(size.width, size.height);
  return `${prompt} --ar ${size.width / divisor}:${size.height / divisor}`;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** Codes: 1 taken, 21 there already, 22 waiting in the queue, 23 queue full, 24 a forbidden word. */
function taskId({ code, description, result }: JsonObject): string {
  const message = String(description ?? `the proxy answered code ${code}`);
  if (code === 24) throw jobFailed(message, true);
  if (code === 23) throw new UpstreamFailure(failure("rate_limit", "queue_full", message));
  if (code !== 1 && code !== 21 && code !== 22) throw jobFailed(message, false);
  if (result === undefined || result === null || result === "") throw badAnswer("the upstream's answer has no task");
  return String(result);
}

/** The four pictures where the proxy cuts the grid, else the grid. */
function outputsOf({ imageUrls, imageUrl }: JsonObject): MadeImage[] {
  const list = Array.isArray(imageUrls) && imageUrls.length > 0 ? imageUrls : [imageUrl];
  return list
    .map((item) => (isObject(item) ? item.url : item))
    .filter((item): item is string => typeof item === "string" && item !== "")
    .map((address) => ({ address }));
}
